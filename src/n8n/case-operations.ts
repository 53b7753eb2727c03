import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type CaseDraft, toCaseDraft } from '../domain/case';
import { parseTriage } from '../domain/case-triage';
import { parseDueTimes } from '../domain/due-times';
import { parseEvent } from '../domain/event-parse';
import { maskEvent, maskTriage } from '../domain/masked';
import { toOurAnswer } from '../domain/our-answer';
import { HttpFailure } from '../http';
import { forwardDigest, isDigest } from './forward-digest';
import { forwardItems } from './forward-items';
import { toNodeError } from './node-errors';
import { createDeskOpener } from './open-desk';

/** What the Case Forwarder does, by its parameter *Operation*. */
const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[]>> = {
	forward: async (context) =>
		isDigest(context)
			? await forwardDigest(context, toPostDraft(context))
			: await forwardItems(context, createDeskOpener(context), toPostDraft(context)),
	addAnswer: async (context) =>
		await forwardItems(context, createDeskOpener(context), toAnswerDraft(context)),
	prepare: prepareDesk,
};

export async function runCaseOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const name = context.getNodeParameter('operation', 0, 'forward') as string;
	if (Object.hasOwn(operations, name)) return await operations[name](context);
	const hint = `Use one of ${Object.keys(operations).join(', ')}.`;
	throw toNodeError(
		context.getNode(),
		new HttpFailure('misconfigured', `'Operation' is "${name}", which is none`, { hint }),
	);
}

/** What an item is for the desk; undefined = it goes on as it is. */
export type ToDraft = (json: IDataObject) => CaseDraft | undefined;

/** The parameter is read once: it is a setting of the desk, not of the item. */
const isMasked = (context: IExecuteFunctions) =>
	context.getNodeParameter('options.maskPersonalData', 0, false) === true;

function toPostDraft(context: IExecuteFunctions): ToDraft {
	const masks = isMasked(context);
	return (json) => {
		const event = parseEvent(json.event);
		const triage = parseTriage(json.triage);
		return toCaseDraft(masks ? maskEvent(event) : event, {
			triage: masks && triage ? maskTriage(triage) : triage,
			due: parseDueTimes(json.clock),
		});
	};
}

function toAnswerDraft(context: IExecuteFunctions): ToDraft {
	const masks = isMasked(context);
	return (json) => {
		const answer = toOurAnswer(parseEvent(json.event), json.reply ?? json.action);
		return answer && toCaseDraft(masks ? maskEvent(answer) : answer);
	};
}

/** One item per thing the desk must have. Whatever comes in, it is done once. */
async function prepareDesk(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const desk = await createDeskOpener(context)(0);
		if (!desk.prepare) {
			throw new HttpFailure('misconfigured', `${desk.name}: nothing can be prepared here`, {
				hint: "Set 'Operation' to 'Forward'.",
			});
		}
		const steps = await desk.prepare();
		return steps.map((step) => ({ json: { desk: desk.name, ...step }, pairedItem: { item: 0 } }));
	} catch (error) {
		throw toNodeError(context.getNode(), error, { itemIndex: 0 });
	}
}
