import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { CaseEventReader } from '../../desks/case-events';
import type { CaseEvent } from '../../domain/case-event';
import { HttpFailure } from '../../http';
import { findDesk } from '../desks/bindings';
import { connect } from '../desks/connect';
import { noteFailure, noteSuccess, raiseDue } from '../intake/failures';
import { findProcessMemory } from '../intake/process-memory';
import { type CaseMemory, noteLook, toBeginning, toFresh, toNewLife } from './cursor-trail';
import { toWanted } from './wanted';
import { toBudgetMs } from '../poll-budget';

/** So many looks at most in one poll; the next goes on. */
const mostLooks = 20;

/**
 * Asks the desk what happened to our cases since the last look, and returns it oldest first, each once; after a start the last ten
 * minutes come again, with the same ids. Throws n8n's errors.
 */
export async function pollCases(context: IPollFunctions): Promise<CaseEvent[]> {
	const { account: attempts } = findProcessMemory(context);
	const startedMs = Date.now();
	if (startedMs < attempts.waitUntilMs && attempts.waitUntilMs < startedMs + dayMs) return [];
	const isFirst = attempts.triedAtMs === undefined;
	const stored = context.getWorkflowStaticData('node') as CaseMemory & IDataObject;
	const isWanted = toWanted(context);
	try {
		const reader = await openReader(context);
		const { events, memory } = await look(context, reader, stored, isFirst);
		Object.assign(stored, memory);
		noteSuccess(attempts);
		attempts.hasRead = true;
		attempts.triedAtMs = startedMs;
		return events.filter(isWanted);
	} catch (error) {
		const failure = noteFailure(context, attempts, toTitle(context), error, !!stored.trail);
		raiseDue(context, [failure], false);
		return [];
	}
}

/**
 * The newest few, for a look in the editor; nothing is remembered. Throws `HttpFailure`, also when there is nothing to show: n8n
 * would end the test without a word.
 */
export async function sampleCases(context: IPollFunctions): Promise<CaseEvent[]> {
	const reader = await openReader(context);
	const events = await reader.fetchSample(Date.now());
	const wanted = events.filter(toWanted(context)).slice(-5);
	if (wanted.length > 0) return wanted;
	throw events.length === 0 ? nothingYet : nothingWanted(events.length);
}

const nothingYet = new HttpFailure('misconfigured', 'Nothing has happened to a case from X yet', {
	hint: 'Let the Case Forwarder make a case, write a comment on it or close it at the desk as a person, and fetch again. Published, the trigger starts with what happens from then on.',
});

const nothingWanted = (count: number) =>
	new HttpFailure('misconfigured', `None of the newest events (${count}) is one to start for`, {
		hint: "Choose more in 'Events', switch 'Own Changes' on, or do at the desk what the workflow is to start for, and fetch again.",
	});

async function look(
	context: IPollFunctions,
	reader: CaseEventReader,
	stored: CaseMemory,
	isFirst: boolean,
): Promise<{ events: CaseEvent[]; memory: CaseMemory }> {
	const nowMs = Date.now();
	const deadlineMs = nowMs + toBudgetMs(context) / 2;
	let memory = isFirst ? toNewLife(stored, nowMs) : stored;
	let cursor = toBeginning(memory);
	const found: CaseEvent[] = [];
	for (let looks = 0; looks < mostLooks && Date.now() < deadlineMs; looks++) {
		const page = await reader.fetchCaseEvents(cursor, nowMs);
		const events = toFresh(memory, page.events);
		found.push(...events);
		memory = noteLook(memory, page.cursor, events, nowMs);
		cursor = page.cursor;
		if (!page.isMore) break;
	}
	return { events: found, memory };
}

async function openReader(context: IPollFunctions): Promise<CaseEventReader> {
	const desk = String(context.getNodeParameter('desk'));
	const binding = findDesk(desk);
	if (!binding?.toReader) {
		throw new HttpFailure('misconfigured', `'Desk' is "${desk}", which cannot be asked`, {
			hint: 'Choose another desk from the list, or use the Case Webhook Trigger.',
		});
	}
	const { credentials, send, guard } = await connect(context, binding);
	return guard(binding.toReader(send, credentials));
}

const dayMs = 86_400_000;

const toTitle = (context: IPollFunctions) => `Case Event Trigger "${context.getNode().name}"`;
