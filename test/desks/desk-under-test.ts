import type { Desk } from '../../src/desks/desk';
import type { CaseDraft } from '../../src/domain/case';
import { toCaseDraft } from '../../src/domain/case';
import type { XEvent } from '../../src/domain/event';
import { HttpFailure } from '../../src/http';
import { makeEvent } from '../support/events';
import type { FaultProxy } from './fault-proxy';
import type { HeldCase } from './held-case';

export type { HeldCase } from './held-case';

/** A desk with a real or fake service behind it, and a way to look at what the service holds that is not the desk's own. */
export interface DeskUnderTest {
	desk: Desk;
	/** Stands between the desk and the service. */
	proxy: FaultProxy;
	/** The same desk with a key the service does not know. */
	stranger: Desk;
	/** Which request of the desk makes a case, which adds to one. */
	isCreate: (method: string, path: string) => boolean;
	isComment: (method: string, path: string) => boolean;
	/** An answer with which the service says, at status 200, that it did nothing; and words the error must hold. */
	fault200: { body: unknown; said: RegExp };
	/** An answer with which the service refuses a value, and words the error must hold: the field's name. */
	refusal?: { status: number; body: unknown; said: RegExp };
	/** What people do at the service; absent where the contract knows none. */
	people?: DeskPeople;
	/** Cases that hold the key and are not part of another one, with the texts people read in them. */
	readCases(caseKey: string): Promise<HeldCase[]>;
	close(): Promise<void>;
}

export interface DeskPeople {
	readContact(xUserId: string): Promise<HeldContact | undefined>;
	renameContact(xUserId: string, name: string): Promise<void>;
	deleteContact(xUserId: string): Promise<void>;
	closeCase(caseId: string): Promise<void>;
	isClosed(caseId: string): Promise<boolean>;
	deleteCase(caseId: string): Promise<void>;
	/** Texts that stand in the case as something the company said. */
	readOutgoing(caseId: string): Promise<string[]>;
}

export interface HeldContact {
	name: string;
	handle?: string;
	followers?: string;
	profileUrl?: string;
}

export async function readOneCase(test: DeskUnderTest, { caseKey }: CaseDraft): Promise<HeldCase> {
	const cases = await test.readCases(caseKey);
	expect(cases).toHaveLength(1);
	return cases[0];
}

/** How many entries of the case hold the text. */
export const times = ({ entries }: HeldCase, text: string) =>
	entries.filter((entry) => entry.includes(text)).length;

export async function readFailure(desk: Desk, draft: CaseDraft): Promise<HttpFailure> {
	const error: unknown = await desk.upsertCase(draft).catch((it: unknown) => it);
	expect(error).toBeInstanceOf(HttpFailure);
	return error as HttpFailure;
}

let lastId = BigInt(Date.now()) * 1000n;
export const nextId = () => String((lastId += 1n));

/** A post that nobody has seen before, alone or in a conversation. */
export const makeDraft = (over: Partial<XEvent> = {}): CaseDraft =>
	toCaseDraft(makeEvent({ id: nextId(), ...over }));

export const makeFollowUp = (first: CaseDraft, text: string): CaseDraft =>
	makeDraft({ text, conversationId: first.postKey });
