import type { Clock } from '../clock.mts';
import type { FakeDesk, MakeDesk } from './service.mts';

/** The desks of the sandbox, by their part of the address: `/desks/<name>/…`. */
const makers: Record<string, MakeDesk> = {};

export type Desks = Record<string, FakeDesk>;

export const createDesks = (clock: Clock): Desks =>
	Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(clock)]));
