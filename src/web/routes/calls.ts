/** What programs call, with keys instead of sessions: JSON in, JSON out. Described at /api/docs. */
import {
  authorizeCall,
  closeShiftCall,
  completeCall,
  fiscalReceiptCall,
  heartbeatCall,
  lookupCall,
  offlineCall,
  offlineKitCall,
  operationCall,
  redeemCall,
  refundCall,
  reverseCall,
} from '../../tills/api.ts'
import { DescriptionAnswer, describeCalls } from '../api-description.ts'
import { type ApiRoute, anybody, apiGet } from '../api.ts'

export const calls: ApiRoute[] = [
  apiGet('/api/openapi.json', anybody, {
    summary: 'This description',
    description: 'OpenAPI 3.1',
    answer: DescriptionAnswer,
    handle: async ({ app }) => describeCalls(calls, app.config.publicUrl.origin),
  }),

  // Tills
  lookupCall('/api/pos/v1/lookup'),
  redeemCall('/api/pos/v1/redeem'),
  authorizeCall('/api/pos/v1/authorize'),
  completeCall('/api/pos/v1/complete'),
  fiscalReceiptCall('/api/pos/v1/fiscal-receipt'),
  reverseCall('/api/pos/v1/reverse'),
  refundCall('/api/pos/v1/refund'),
  operationCall('/api/pos/v1/transactions/:posTxnId'),
  closeShiftCall('/api/pos/v1/shifts/close'),
  heartbeatCall('/api/pos/v1/heartbeat'),
  offlineKitCall('/api/pos/v1/offline'),
  offlineCall('/api/pos/v1/offline'),
]
