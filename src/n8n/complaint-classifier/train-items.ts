import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { shippedModel } from '../../domain/triage/linear/shipped-model';
import { readExample } from '../../domain/triage/own-model/example';
import type { Example } from '../../domain/triage/own-model/example';
import { trainInSteps } from '../../domain/triage/own-model/train-own-model';
import type { Trained } from '../../domain/triage/own-model/train-own-model';
import { toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { readEach } from './read-each';
import { readText } from '../setting';
import { showHint } from '../show-hint';

/**
 * Makes a model of labelled posts: one item with the model as JSON, its name and how good it is. A post without text or
 * label stops the run, or goes out with its error behind the model and is not learnt from.
 */
export async function trainItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const { results: examples, pairedItem, failed } = readExamples(context);
	if (failed.length > 0) {
		const message = `${failed.length} of ${items.length} items are not learnt from: see their error.`;
		showHint(context, message, 'warning');
	}
	try {
		const trained = await train(context, examples);
		showHints(context, trained);
		return [[{ json: toJson(trained), pairedItem }, ...failed]];
	} catch (error) {
		const failure = toNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const json = toFailedJson(context, { json: {} }, failure);
		return [[{ json, pairedItem }, ...failed]];
	}
}

function readExamples(context: IExecuteFunctions) {
	return readEach(context, (itemIndex) => {
		const get = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
		return readExample(get('text'), get('label'), `item ${itemIndex}`);
	});
}

/** Lets n8n do other work between the steps: a thousand posts take seconds. */
async function train(context: IExecuteFunctions, examples: Example[]): Promise<Trained> {
	const name = readText('Model Name', context.getNodeParameter('modelName', 0, ''));
	const steps = trainInSteps(examples, shippedModel(), { name });
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await sleep(0);
	}
}

function toJson({ model, report }: Trained): IDataObject {
	const facts = report as unknown as IDataObject;
	return { model: JSON.stringify(model), name: model.name, ...facts };
}

function showHints(context: IExecuteFunctions, { report }: Trained): void {
	showHint(context, report.sentence);
	for (const warning of report.warnings) showHint(context, warning, 'warning');
}
