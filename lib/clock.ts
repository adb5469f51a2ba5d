// For doors, which do not open the database room: `now` comes from the database's clock.
export { currentTime } from '@/db/clock.ts';
