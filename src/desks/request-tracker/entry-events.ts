import {
	type CaseEvent,
	type CaseEventKind,
	isOurEntry,
	parseCaseKey,
} from '../../domain/case-event';
import type { Entry, TicketFacts, TrackerHistory } from './history';
import { toPlainText } from './plain-text';

/**
 * What entries mean for our cases: an event each, oldest first; those of other tickets, and our own texts, are left out.
 *
 * @param all also those looked at before: they say who made RT do something by itself
 */
export async function toCaseEvents(
	history: TrackerHistory,
	entries: Entry[],
	all: Entry[],
	baseUrl: string,
): Promise<CaseEvent[]> {
	const told = entries.filter((it) => toKind(it) !== undefined && !hasOurSubject(it));
	if (told.length === 0) return [];
	const tickets = await findCases(history, told);
	const ofCases = told.filter(({ ticketId }) => tickets.has(ticketId));
	if (ofCases.length === 0) return [];
	const ourName = await history.findOwnName(all[0].id);
	const findOwner = remember(history.findOwner);
	const causes = toCauses(all);
	const events: CaseEvent[] = [];
	for (const entry of ofCases) {
		const ticket = tickets.get(entry.ticketId)!;
		const said = await tellMore(history, entry, findOwner);
		if (!said || !ticket.key) continue;
		const by = causes.get(entry.id) ?? entry.creator;
		events.push({
			...{ id: `requestTracker-${entry.id}`, kind: toKind(entry)!, desk: 'requestTracker' },
			...{ caseId: ticket.id, caseUrl: `${baseUrl}/Ticket/Display.html?id=${ticket.id}` },
			...{ caseTitle: ticket.title, ...ticket.key },
			...{ at: entry.at, by: { id: by, name: by }, isOurs: by === ourName },
			...{ status: ticket.status, ...said },
		});
	}
	return events;
}

type Case = TicketFacts & { key: ReturnType<typeof parseCaseKey> };

/** Our cases among the tickets, by the id each had when something happened; a merged one counts as its winner. */
async function findCases(history: TrackerHistory, entries: Entry[]): Promise<Map<string, Case>> {
	const ids = [...new Set(entries.map(({ ticketId }) => ticketId))];
	const found = new Map<string, TicketFacts>();
	for (let index = 0; index < ids.length; index += 100) {
		const tickets = await history.findTickets(ids.slice(index, index + 100));
		for (const ticket of tickets) found.set(ticket.id, ticket);
	}
	for (const id of ids.filter((it) => !found.has(it))) {
		const winner = await history.readTicket(id);
		if (winner) found.set(id, winner);
	}
	const cases = [...found].map(
		([id, it]) => [id, { ...it, key: parseCaseKey(it.caseKey) }] as const,
	);
	return new Map(cases.filter(([, { key }]) => key));
}

function toKind({ type, field, oldValue, newValue }: Entry): CaseEventKind | undefined {
	if (type === 'Correspond' || type === 'Comment') return 'commented';
	if (field === 'Owner') return 'assigned';
	const [was, is] = [closed.includes(oldValue), closed.includes(newValue)];
	if (type !== 'Status' || was === is) return undefined;
	return is ? 'resolved' : 'reopened';
}

const closed = ['resolved', 'rejected'];

/** The subject is written with the text, so that texts of ours need not be read. */
const hasOurSubject = ({ subject }: Entry) => /^X post x-\d+-[A-Za-z0-9._-]+$/.test(subject);

/** What only some events say; undefined when the entry is one of ours. */
async function tellMore(
	history: TrackerHistory,
	entry: Entry,
	findOwner: TrackerHistory['findOwner'],
): Promise<Partial<CaseEvent> | undefined> {
	const kind = toKind(entry);
	if (kind === 'assigned') {
		const owner = (await findOwner(entry.newValue)) ?? { id: entry.newValue };
		return isNobody(owner) ? {} : { owner };
	}
	if (kind !== 'commented') return {};
	const text = toPlainText(await history.findTexts(entry.id));
	return isOurEntry(text)
		? undefined
		: { comment: { text, isPublic: entry.type === 'Correspond' } };
}

/** Without the right to see user names, only the name RT gives its stand-in tells. */
const isNobody = ({ id, name }: { id: string; name?: string }) =>
	id === 'Nobody' || name === 'Nobody in particular';

/** Of changes RT made by itself, whose message it answered: correspondence opens a closed ticket again. */
function toCauses(entries: Entry[]): Map<number, string> {
	const lastWriter = new Map<string, string>();
	const causes = new Map<number, string>();
	for (const { id, type, ticketId, creator } of entries) {
		if (type === 'Correspond') lastWriter.set(ticketId, creator);
		const writer = lastWriter.get(ticketId);
		if (type === 'Status' && creator === 'RT_System' && writer) causes.set(id, writer);
	}
	return causes;
}

function remember<Value>(find: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
	const found = new Map<string, Promise<Value>>();
	return async (id) => {
		const value = found.get(id) ?? find(id);
		found.set(id, value);
		return await value;
	};
}
