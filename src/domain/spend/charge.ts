import { addUsd } from '../cost';

/** What one call is billed for, by X's price table (an estimate until the meter has looked for same-day repeats). */
export interface Charge {
	/** Name of the price, e.g. `postRead`. */
	item: string;
	/** US dollars per resource, or for the request where there are no resources. */
	unitUsd: number;
	/** For reads: what was handed out, e.g. `post 1301573587187331074`. X bills each once per UTC day. Absent for writes. */
	resources?: string[];
}

/** What they come to at list price, US dollars: as if X had handed out nothing of it before on the same day. */
export const toListUsd = (charges: readonly Charge[]): number =>
	addUsd(...charges.map(({ unitUsd, resources }) => unitUsd * (resources?.length ?? 1)));
