/**
 * One thing per process, whatever number of bundles asks for it. Next.js may evaluate a module once per
 * route, so a module-level variable is not one per process; a registered symbol on globalThis is.
 */
export function once<T>(name: string, create: () => T): T {
  const key = Symbol.for(`undersigned.${name}`);
  const things = globalThis as { [key: symbol]: unknown };
  if (!(key in things)) things[key] = create();
  // The name is used by one caller only, with one type; the cast states that.
  return things[key] as T;
}

/** Puts a new one in the place of what `once` keeps under this name. */
export function replace<T>(name: string, create: () => T): void {
  (globalThis as { [key: symbol]: unknown })[Symbol.for(`undersigned.${name}`)] = create();
}
