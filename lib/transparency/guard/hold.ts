/**
 * Why the log stands still: nothing gets a place and nothing is signed, while all that happens goes on waiting for it.
 * `behind`: it has fewer entries than were signed, as after the restore of an older backup. `other-root`: it has other
 * entries than were signed. `key-gone`: its signing key is not in KEY_DIR or does not open. `other-key`, `other-origin`:
 * the key or LOG_ORIGIN is not the one that this log began with. `witnesses-ahead`: witnesses hold a larger log.
 */
export const holds = ['behind', 'other-root', 'key-gone', 'other-key', 'other-origin', 'witnesses-ahead'] as const;
export type Hold = (typeof holds)[number];
