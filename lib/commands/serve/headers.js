/** On every answer, errors included (WE-02). What a page may load and do is said beside the page: app/ui/html.tsx. */
export const safeHeaders = Object.freeze({
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  // "no-referrer" would make browsers send "Origin: null" with our own forms and break the origin check.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
});

/** For answers that bring no policy of their own: nothing in them may run or be framed (WE-01). */
export const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'";
