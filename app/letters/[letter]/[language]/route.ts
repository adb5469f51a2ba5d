import { developmentDoor } from '@/app/ui/letters/development-door.tsx';
import { galleryPage } from '@/app/ui/letters/pages.tsx';

export const GET = developmentDoor<{ letter: string; language: string }>(galleryPage);
