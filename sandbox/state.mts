import { createActivity } from './activity.mts';
import { createIdentify } from './auth.mts';
import { createCredits, type MoneySettings } from './credits.mts';
import { createMediaStore } from './media-store.mts';
import { createClock, iso, type Clock } from './clock.mts';
import type { SigningSecret } from './crc.mts';
import { createDesks } from './desks/registry.mts';
import { createFaults } from './faults.mts';
import { createHappenings } from './happenings.mts';
import { createLedger } from './ledger.mts';
import { createLimits } from './limits.mts';
import { createMailApis } from './mail-apis/serve.mts';
import { createMailbox, type Mailbox } from './mailbox.mts';
import { createMessages } from './messages.mts';
import { createOAuth1Check } from './oauth1.mts';
import { createOAuth1Login } from './oauth1-login.mts';
import { createOAuth2 } from './oauth2.mts';
import { createRequestLog } from './request-log.mts';
import { seedWorld } from './seed.mts';
import { APP, createTokens } from './tokens.mts';
import { createWorld } from './world.mts';

export interface Settings extends MoneySettings {
	/** The account of the user tokens owns the developer app, so reads of its own timelines are cheap. */
	ownedReads: boolean;
	tokenExpired: boolean;
	/** Which of X's two observed wordings refuses a reply that was not asked for. */
	summonVariant: 1 | 2;
	/** X holds back every direct message of the account, as it was seen to do with busy senders. */
	dmThrottled: boolean;
	/** How many webhooks the app may have, and how many subscriptions. */
	webhookLimit: number;
	subscriptionLimit: number;
	/** How long a webhook may take to answer, and the wall time before its second try; the third comes after twice that. */
	webhookTimeLimitMs: number;
	deliveryRetryMs: number;
	/** Which of the app's secrets sign what a webhook gets. */
	webhookSecret: SigningSecret;
	/** X documents three shapes of a new subscription. */
	subscriptionShape: 'flat' | 'array' | 'nested';
	/** Which of two observed answers refuses to repost what is reposted. */
	repostVariant: 1 | 2;
	/** The company pays X for a subscription and may post 25,000 characters. */
	premium: boolean;
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
		current: createUniverse(createClock(frozenAtMs), changed, () => sandbox.mailbox),
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
			endDesks(sandbox.current);
			sandbox.current.activity.end();
			sandbox.current = createUniverse(createClock(atMs), changed, () => sandbox.mailbox);
			sandbox.mailbox.clear();
			for (const end of hanging) end();
			changed();
		},
	};
	return sandbox;
}

export function endDesks({ desks }: Universe): void {
	for (const desk of Object.values(desks)) desk.end?.();
}

function createUniverse(clock: Clock, changed: () => void, mailbox: () => Mailbox) {
	const happenings = createHappenings();
	const { tell } = happenings;
	const world = createWorld(clock, tell);
	seedWorld(world);
	const tokens = createTokens(clock);
	const checkOAuth1 = createOAuth1Check(APP.oauth1);
	const settings: Settings = {
		ownedReads: true,
		tokenExpired: false,
		summonVariant: 1,
		implicitSummon: false,
		repostVariant: 1,
		premium: false,
		credits: false,
		dmThrottled: false,
		webhookLimit: 1,
		subscriptionLimit: 1500,
		webhookTimeLimitMs: 10_000,
		deliveryRetryMs: 1000,
		webhookSecret: 'consumer',
		subscriptionShape: 'flat',
	};
	const ledger = createLedger(clock);
	const messages = createMessages(world, clock);
	messages.onMessage(({ id, senderId, text, createdAtMs, conversation }, recipientIds) => {
		const kind = conversation.encrypted ? 'chatted' : 'messaged';
		tell({ kind, message: { id, senderId, recipientIds, text, createdAtMs } });
	});
	return {
		clock,
		world,
		tokens,
		settings,
		messages,
		happenings,
		activity: createActivity({ clock, world, settings, ledger, happenings, changed }),
		identify: createIdentify(tokens, checkOAuth1),
		oauth1Login: createOAuth1Login(tokens, world, clock, checkOAuth1),
		oauth2: createOAuth2(tokens, world, clock, tell),
		limits: createLimits(clock),
		ledger,
		credits: createCredits(ledger, clock),
		media: createMediaStore(clock),
		/** CRMs and helpdesks that cannot be run here. */
		desks: createDesks(clock),
		/** Services that send mail; what they send arrives in the mailbox. */
		mailApis: createMailApis(clock, mailbox),
		faults: createFaults(),
		log: createRequestLog(),
		/** Posts the mentions timeline will hand out once more, and how often. */
		duplicates: new Map<string, number>(),
	};
}
