import { createIdentify } from './auth.mts';
import { createClock, iso, type Clock } from './clock.mts';
import { createFaults } from './faults.mts';
import { createLedger } from './ledger.mts';
import { createLimits } from './limits.mts';
import { createMailbox, type Mailbox } from './mailbox.mts';
import { createOAuth2 } from './oauth2.mts';
import { createRequestLog } from './request-log.mts';
import { seedWorld } from './seed.mts';
import { createTokens } from './tokens.mts';
import { createWorld } from './world.mts';

export interface Settings {
	/** The account of the user tokens owns the developer app, so reads of its own timelines are cheap. */
	ownedReads: boolean;
	tokenExpired: boolean;
	/** Which of X's two observed wordings refuses a reply that was not asked for. */
	summonVariant: 1 | 2;
	/** Whether a handle X itself put in front of a reply counts as a summons; X was seen to say no. */
	implicitSummon: boolean;
}

/** One X: thrown away and made anew by a reset. */
export type Universe = ReturnType<typeof createUniverse>;

/** The running sandbox. The mail server stays the same over resets, because its port must. */
export interface Sandbox {
	current: Universe;
	mailbox: Mailbox;
	/** How often everything was thrown away; request numbers start again each time. */
	resets: number;
	/** Ends connections that a fault left hanging. */
	hanging: Set<() => void>;
	/** Called after anything the page shows has changed. */
	changed: () => void;
	onChange(listener: () => void): () => void;
	reset(frozenAtMs?: number): void;
}

export function createSandbox(frozenAtMs?: number): Sandbox {
	const listeners = new Set<() => void>();
	const changed = () => listeners.forEach((listener) => listener());
	const hanging = new Set<() => void>();
	const sandbox: Sandbox = {
		current: createUniverse(createClock(frozenAtMs)),
		mailbox: createMailbox(() => iso(sandbox.current.clock.now()), changed),
		resets: 0,
		hanging,
		changed,
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		reset(atMs) {
			sandbox.resets++;
			sandbox.current = createUniverse(createClock(atMs));
			sandbox.mailbox.clear();
			for (const end of hanging) end();
			changed();
		},
	};
	return sandbox;
}

function createUniverse(clock: Clock) {
	const world = createWorld(clock);
	seedWorld(world);
	const tokens = createTokens(clock);
	const settings: Settings = {
		ownedReads: true,
		tokenExpired: false,
		summonVariant: 1,
		implicitSummon: false,
	};
	return {
		clock,
		world,
		tokens,
		settings,
		identify: createIdentify(tokens),
		oauth2: createOAuth2(tokens, world, clock),
		limits: createLimits(clock),
		ledger: createLedger(clock),
		faults: createFaults(),
		log: createRequestLog(),
		/** Posts the mentions timeline will hand out once more, and how often. */
		duplicates: new Map<string, number>(),
	};
}
