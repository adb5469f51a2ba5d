import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../bench/port.ts';
import { type Command, type Driver, type DriverOptions, DriverRefusal } from './driver.ts';

/** WebKitGTK of the system, over its own WebDriver, on a screen that nobody sees. */

const libraries = '/usr/lib/x86_64-linux-gnu';
const miniBrowser = existsSync(libraries)
  ? readdirSync(libraries)
      .filter((name) => name.startsWith('webkit2gtk-'))
      .map((name) => join(libraries, name, 'MiniBrowser'))
      .find((path) => existsSync(path))
  : undefined;
const parts = { WebKitWebDriver: '/usr/bin/WebKitWebDriver', Xvfb: '/usr/bin/Xvfb' };

/** What of WebKit is not on this machine; nothing when all of it is. */
export const missingOfWebkit: readonly string[] = [
  ...Object.entries(parts).flatMap(([name, path]) => (existsSync(path) ? [] : [name])),
  ...(miniBrowser ? [] : ['MiniBrowser']),
];

export async function startWebkit(options: DriverOptions): Promise<Driver> {
  const screen = spawn(parts.Xvfb, ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await readDisplay(screen);
  const port = await findFreePort();
  const env = { ...process.env, HOME: options.folder, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const child = spawn(parts.WebKitWebDriver, [`--port=${port}`], { env, stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}/session`;
  const { capabilities, sessionId } = await openSession(base, options);
  return {
    engine: `${capabilities.browserName} ${capabilities.browserVersion}`,
    send: (command) => speak(`${base}/${sessionId}`, command),
    quit: async () => {
      await call('DELETE', `${base}/${sessionId}`).catch(() => {});
      await endProcess(child);
      await endProcess(screen);
    },
  };
}

async function readDisplay(screen: ChildProcess): Promise<string> {
  const [number] = await once(screen.stdio[3] as NodeJS.ReadableStream, 'data');
  return String(number).trim();
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

interface Session {
  readonly sessionId: string;
  readonly capabilities: { readonly browserName: string; readonly browserVersion: string };
}

async function openSession(base: string, { proxy, script }: DriverOptions): Promise<Session> {
  const args = ['--automation', `--enable-javascript=${script}`, '--auto-load-images=false'];
  const wish = {
    'webkitgtk:browserOptions': { binary: miniBrowser, args },
    proxy: { proxyType: 'manual', httpProxy: proxy },
  };
  for (const deadline = Date.now() + 30_000; ; ) {
    try {
      return (await call('POST', base, { capabilities: { alwaysMatch: wish } })) as Session;
    } catch (fault) {
      // Not listening yet; whatever else it says is said by the driver itself.
      if (fault instanceof DriverRefusal || Date.now() > deadline) throw fault;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function speak(session: string, command: Command): Promise<unknown> {
  switch (command.does) {
    case 'navigate':
      return call('POST', `${session}/url`, { url: command.url });
    case 'find':
      return call('POST', `${session}/element`, { using: 'xpath', value: command.xpath });
    case 'read':
      return call('GET', `${session}/element/${command.element}/text`);
    case 'click':
      return call('POST', `${session}/element/${command.element}/click`, {});
    case 'type':
      return call('POST', `${session}/element/${command.element}/value`, { text: command.text });
    case 'forget':
      return call('DELETE', `${session}/cookie`);
  }
}

async function call(method: string, url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  // The cast holds because WebDriver answers everything in this shape.
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (!answer.ok) throw new DriverRefusal(`${value?.error}: ${value?.message}`);
  return value;
}
