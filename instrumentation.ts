/** Next.js runs this once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { tellSockets } = await import('./lib/rate-limit/socket.ts');
  tellSockets();
}
