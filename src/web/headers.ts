/** What every answer says about itself, beside what it holds. */

// Nothing but our own files: no inline script or style, no frame around us, no form that posts elsewhere.
const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const HSTS = 'max-age=63072000; includeSubDomains'

const SAFE: Readonly<Record<string, string>> = {
  'content-security-policy': CSP,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'x-robots-tag': 'noindex',
}
const SAFE_OVER_HTTPS = { ...SAFE, 'strict-transport-security': HSTS }

/** The headers of every page and redirect; one that needs others says so itself. */
export function safeHeaders(secure: boolean): Readonly<Record<string, string>> {
  return secure ? SAFE_OVER_HTTPS : SAFE
}

/** The headers of a file: rules for documents mean nothing to a stylesheet, and a first view has four of these heads. */
export function assetHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'cross-origin-resource-policy': 'same-origin',
    ...(secure ? { 'strict-transport-security': HSTS } : {}),
  }
}
