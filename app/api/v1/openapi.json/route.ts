import { answerJson, readingDoor } from '@/app/ui/json.ts';
import { originFor } from '@/app/ui/onion.ts';
import { describeApi } from '@/app/ui/open-data/openapi/document.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = readingDoor(async ({ request }) => answerJson(request, describeApi(originFor(request))));
