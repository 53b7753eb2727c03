/** Where the demo's cases end up, as the people who work there see it. */
export interface DemoDesk {
	name: 'request-tracker' | 'data-table';
	/** Where to look at the cases, and with which log-in. */
	url: string;
	logIn: string;
	/** Asks the desk itself what it holds. */
	readCases(): Promise<HeldCase[]>;
}

export interface HeldCase {
	id: string;
	/** The conversation the case stands for. */
	key: string;
	/** What people read in it, one text per entry, the first words included. */
	entries: string[];
}
