import { developmentDoor } from '@/app/ui/letters/development-door.tsx';
import { galleryList } from '@/app/ui/letters/pages.tsx';

/** Every letter that there can be, in every language. In development alone. */
export const GET = developmentDoor(({ request }) => galleryList(request));
