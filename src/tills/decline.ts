/** Why a till's request is refused: the closed list of the API (interface §4.1). A new reason is a new version of it. */
export const DECLINES = [
  // the coupon
  'unknown_code',
  'link_replaced',
  'several_coupons',
  'used',
  'expired',
  'not_yet_active',
  'blocked_by_client',
  'blocked_by_network',
  'returning',
  'returned',
  'replaced',
  'void',
  'contract_suspended',
  // the card
  'card_not_active',
  'card_lost',
  'card_closed',
  // the place and the fuel
  'terminal_not_allowed',
  'station_not_allowed',
  'wrong_product',
  'product_out_of_stock',
  // the driver
  'plate_mismatch',
  'pin_required',
  'pin_wrong',
  'pin_locked',
  // the volume
  'insufficient',
  'whole_only',
  'too_small',
  'limit_day',
  'limit_refuel',
  'limit_week',
  'limit_month',
  'limit_quarter',
  'limit_total',
  'limit_hours',
  'limit_days',
  'rationing',
  // the operation itself
  'taken_back',
  'already_final',
  'shift_closed',
  'unknown_transaction',
  'not_refundable',
  'refund_too_much',
] as const

export type Decline = (typeof DECLINES)[number]
