// For doors, which do not open the database room: page memory is one per process, too.
export { once } from '@/db/once.ts';
