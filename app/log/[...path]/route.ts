import { answerLog } from '@/app/ui/log/answer.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** The transparency log for machines (lib/log/README.md): checkpoints and tiles. HEAD comes with GET. */
export const GET = answerLog;
