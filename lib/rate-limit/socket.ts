import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Written over whatever a request says under this name itself. */
export const SOCKET_HEADER = 'x-undersigned-socket';

/**
 * Tells doors which address a request's connection comes from. They see headers alone, and Next.js takes over an
 * X-Forwarded-For that a visitor wrote; so each request gets a header of ours before anybody reads it, whatever it
 * says under that name itself.
 */
export function tellSockets(): void {
  subscribe('http.server.request.start', (message) => {
    // The channel's one kind of message (Node.js, "diagnostics_channel", HTTP).
    const { request } = message as { request: IncomingMessage };
    request.headers[SOCKET_HEADER] = request.socket.remoteAddress ?? '';
  });
}
