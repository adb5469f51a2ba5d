import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { once } from '../once.ts';
import { type CardFacts, drawCard } from './draw.ts';

export interface Card {
  readonly png: Buffer<ArrayBuffer>;
  readonly etag: string;
}

interface Kept extends Card {
  readonly facts: string;
  readonly standing: string;
  readonly drawnAt: number;
}

/** Milliseconds for which a card is served although the count has moved on. */
const FRESH = 10_000;
/** Milliseconds up to which the old card is served once more while the new one is drawn. */
const STALE = 60_000;
/** Bytes of pictures. */
const LARGEST = 64 * 1024 * 1024;
/** Pictures drawn at one time, and those that may wait for their turn: more are told to come again. */
const AT_ONCE = 2;
const MOST_WAITING = 200;

const memory = () =>
  once('cards', () => ({
    cards: new LRUCache<string, Kept>({ maxSize: LARGEST, sizeCalculation: ({ png }) => png.length }),
    underWay: new Map<string, Promise<Card | 'busy'>>(),
    turns: { busy: 0, waiting: [] as (() => void)[] },
  }));

export interface CardWish {
  /** Petition and language: one card each. */
  readonly name: string;
  /** What only its team changes: a card with another is not served any more. */
  readonly standing: string;
  readonly facts: CardFacts;
}

/**
 * The card from memory. As the count moves it is drawn anew at most once in ten seconds, by one drawing however many
 * ask, and nobody waits for it who asked within the last minute. "busy" when too many others wait to be drawn.
 */
export async function keepCard(wish: CardWish, now: number = Date.now()): Promise<Card | 'busy'> {
  const kept = memory().cards.get(wish.name);
  if (!kept || kept.standing !== wish.standing) return redraw(wish, now);
  const age = now - kept.drawnAt;
  if (age < FRESH || kept.facts === JSON.stringify(wish.facts)) return kept;
  const drawing = redraw(wish, now);
  if (age > STALE) return drawing;
  // The old one is good enough for this reader; what went wrong meets the next.
  drawing.catch(() => {});
  return kept;
}

function redraw(wish: CardWish, now: number): Promise<Card | 'busy'> {
  const { underWay } = memory();
  const id = `${wish.name} ${wish.standing}`;
  const known = underWay.get(id);
  if (known) return known;
  const drawing = inTurn(() => drawAndKeep(wish, now)).finally(() => underWay.delete(id));
  underWay.set(id, drawing);
  return drawing;
}

async function drawAndKeep({ facts, name, standing }: CardWish, now: number): Promise<Card> {
  const png = Buffer.from(await drawCard(facts));
  const etag = `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"`;
  memory().cards.set(name, { png, etag, standing, facts: JSON.stringify(facts), drawnAt: now });
  return { png, etag };
}

/** Pictures cost processor time that signers need: a crowd of cold cards waits in line. */
async function inTurn<T>(work: () => Promise<T>): Promise<T | 'busy'> {
  const { turns } = memory();
  if (turns.busy >= AT_ONCE) {
    if (turns.waiting.length >= MOST_WAITING) return 'busy';
    await new Promise<void>((resolve) => turns.waiting.push(resolve));
  } else turns.busy += 1;
  try {
    return await work();
  } finally {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.busy -= 1;
  }
}
