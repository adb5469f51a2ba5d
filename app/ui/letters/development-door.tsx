import { type Call, door, type Params } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';

/**
 * A door for those who work on the house. Next.js writes NODE_ENV into what it builds, so in production nothing is
 * behind it, whatever the surroundings say.
 */
export const developmentDoor = <P extends Params = Params>(handle: (call: Call<P>) => Promise<Response> | Response) =>
  door<P>((call) =>
    process.env.NODE_ENV === 'development' ? handle(call) : faultPage(call.request, call.visit, 'not-found'),
  );
