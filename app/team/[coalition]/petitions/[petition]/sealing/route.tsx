import { showSealing } from '@/app/ui/sealing/show-sealing.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';

export const dynamic = 'force-dynamic';

export const GET = teamDoor('/team/[coalition]/petitions/[petition]/sealing', (call) => showSealing(call));
