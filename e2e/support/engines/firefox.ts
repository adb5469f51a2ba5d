import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { findFreePort } from '../../bench/port.ts';
import { type Command, type Driver, type DriverOptions, DriverRefusal } from './driver.ts';

/** Firefox of the system, over Marionette: the connection that geckodriver would use, without geckodriver. */

export const firefoxPath = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
  (path) => path && existsSync(path),
);

/** As Tor's "Safest" leaves it, and without what Firefox asks its maker by itself. */
const preferences = ({ proxy, script }: DriverOptions, port: number): Record<string, unknown> => ({
  'marionette.port': port,
  'javascript.enabled': script,
  'permissions.default.image': 2,
  'gfx.downloadable_fonts.enabled': false,
  'media.autoplay.default': 5,
  'network.proxy.type': 1,
  'network.proxy.http': proxy.split(':')[0],
  'network.proxy.http_port': Number(proxy.split(':')[1]),
  'network.proxy.allow_hijacking_localhost': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.disabledForTesting': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'services.settings.server': 'data:,',
});

export async function startFirefox(options: DriverOptions): Promise<Driver> {
  const port = await findFreePort();
  const profile = join(options.folder, 'profile');
  mkdirSync(profile, { recursive: true });
  const lines = Object.entries(preferences(options, port)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(firefoxPath ?? '', ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    env: { ...process.env, HOME: options.folder },
    stdio: 'ignore',
  });
  const wire = await openWire(port);
  // The cast holds because this is what the standard answers to a new session.
  const { capabilities } = (await wire.call('WebDriver:NewSession', { capabilities: {} })) as {
    capabilities: { browserName: string; browserVersion: string };
  };
  return {
    engine: `${capabilities.browserName} ${capabilities.browserVersion}`,
    send: (command) => wire.call(...spell(command)),
    quit: async () => {
      const ended = once(child, 'exit');
      await wire.call('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => child.kill('SIGKILL'));
      await ended;
      wire.close();
    },
  };
}

function spell(command: Command): [name: string, parameters: object] {
  switch (command.does) {
    case 'navigate':
      return ['WebDriver:Navigate', { url: command.url }];
    case 'find':
      return ['WebDriver:FindElement', { using: 'xpath', value: command.xpath }];
    case 'read':
      return ['WebDriver:GetElementText', { id: command.element }];
    case 'click':
      return ['WebDriver:ElementClick', { id: command.element }];
    case 'type':
      return ['WebDriver:ElementSendKeys', { id: command.element, text: command.text }];
    case 'forget':
      return ['WebDriver:DeleteAllCookies', {}];
  }
}

interface Wire {
  call(name: string, parameters: object): Promise<unknown>;
  close(): void;
}

type Answered = readonly [type: 1, id: number, fault: { error: string; message: string } | null, result: unknown];

/** Messages are JSON behind their length: `34:[0,1,"WebDriver:Navigate",{…}]`. */
async function openWire(port: number): Promise<Wire> {
  const socket = await untilListening(port);
  const waiting = new Map<number, (answer: Answered) => void>();
  let held = Buffer.alloc(0);
  let last = 0;
  socket.on('data', (part) => {
    held = Buffer.concat([held, part]);
    for (;;) {
      const colon = held.indexOf(':');
      const length = Number(held.subarray(0, colon).toString());
      if (colon < 0 || held.length < colon + 1 + length) return;
      const message: unknown = JSON.parse(held.subarray(colon + 1, colon + 1 + length).toString());
      held = held.subarray(colon + 1 + length);
      // The greeting alone is no list.
      if (Array.isArray(message)) waiting.get(Number(message[1]))?.(message as unknown as Answered);
    }
  });
  return {
    call: (name, parameters) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, ([, , fault, result]) =>
          fault
            ? reject(new DriverRefusal(`${fault.error}: ${fault.message}`))
            : // Single values come in a wrapping of their own.
              resolve((result as { value?: unknown } | null)?.value ?? result),
        );
        const text = JSON.stringify([0, last, name, parameters]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      }),
    close: () => socket.destroy(),
  };
}

async function untilListening(port: number): Promise<Socket> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const socket = connect(port, '127.0.0.1');
    const outcome = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(() => null);
    if (outcome && !(outcome[0] instanceof Error)) {
      socket.on('error', () => {});
      return socket;
    }
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Firefox did not start within a minute.');
}
