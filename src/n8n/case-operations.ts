import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type CaseDraft, toCaseDraft } from '../domain/case';
import { parseTriage } from '../domain/case-triage';
import { parseDueTimes } from '../domain/due-times';
import { parseEvent } from '../domain/event-parse';
import { toOurAnswer } from '../domain/our-answer';
import { HttpFailure } from '../http';
import { forwardItems } from './forward-items';
import { toNodeError } from './node-errors';
import { createDeskOpener } from './open-desk';

/** What the Case Forwarder does, by its parameter *Operation*. */
const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[]>> = {
	forward: async (context) => await forwardItems(context, createDeskOpener(context), toPostDraft),
	addAnswer: async (context) =>
		await forwardItems(context, createDeskOpener(context), toAnswerDraft),
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

const toPostDraft = (json: IDataObject): CaseDraft =>
	toCaseDraft(parseEvent(json.event), {
		triage: parseTriage(json.triage),
		due: parseDueTimes(json.clock),
	});

function toAnswerDraft(json: IDataObject): CaseDraft | undefined {
	const answer = toOurAnswer(parseEvent(json.event), json.reply ?? json.action);
	return answer && toCaseDraft(answer);
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
