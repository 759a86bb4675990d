/** Every kind of work the product leaves for later: the queues are made from this list. */
import { letterRequested } from '../accounts/ask-for-letter.ts'
import { housekeeping } from '../accounts/housekeeping.ts'
import { batchConfirmed } from '../invitations/send-batch.ts'

export const jobs = [letterRequested, housekeeping, batchConfirmed]
