import { developmentDoor } from '@/app/ui/letters/development-door.tsx';
import { letterSheet } from '@/app/ui/letters/pages.tsx';

/** The letter alone, for the frames of its gallery page. */
export const GET = developmentDoor<{ letter: string; language: string }>(letterSheet);
