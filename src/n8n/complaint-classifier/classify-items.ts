import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { classify } from '../../domain/triage/classify';
import type { Post } from '../../domain/triage/classify';
import { categories } from '../../domain/triage/triage';
import type { Category, Triage } from '../../domain/triage/triage';
import { toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { isTool } from '../x-care/gate-settings';
import { findAccount, readPost } from './posts';
import { openSecondOpinion } from './second-opinion';
import { createSettingsReader } from './settings';
import type { ClassifySettings } from './settings';
import { createOptionsReader } from './triage-options';

interface JudgedItem {
	itemIndex: number;
	post: Post;
	settings: ClassifySettings;
	triage: Triage;
}

interface FailedItem {
	json: IDataObject;
}

/**
 * Adds `triage` to every item. All are judged here first; then a language model is asked about those that are unsure, if
 * ops staff want that. Items keep their order.
 */
export async function classifyItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const secondOpinion = open(context);
	const judge = createJudge(context, secondOpinion !== undefined);
	const results = items.map((item, itemIndex) => judge(item, itemIndex));
	const judged = results.filter((result): result is JudgedItem => 'triage' in result);
	const unsure = judged.filter(({ triage }) => triage.category === 'unsure');
	const opinions = await secondOpinion?.ask(
		unsure.map(({ itemIndex, post, triage }) => ({
			itemIndex,
			post,
			account: findAccount(items[itemIndex]),
			triage,
		})),
		items.length,
	);
	// A language model sees what its tool puts on the first output only.
	const isPerCategory =
		context.getNodeParameter('outputMode', 0, 'single') === 'perCategory' && !isTool(context);
	const outputs: INodeExecutionData[][] = (isPerCategory ? categories : ['all']).map(() => []);
	const put = (category: Category, item: INodeExecutionData) =>
		outputs[isPerCategory ? categories.indexOf(category) : 0].push(item);
	for (const [itemIndex, result] of results.entries()) {
		const pairedItem = { item: itemIndex };
		if ('json' in result) {
			put('unsure', { json: result.json, pairedItem });
			continue;
		}
		const opined = opinions?.get(itemIndex) ?? result.triage;
		const triage = result.settings.whenUnsure === 'bestClass' ? withBestClass(opined) : opined;
		const json = { ...items[itemIndex].json, triage: triage as unknown as IDataObject };
		put(triage.category, { ...items[itemIndex], json, pairedItem });
	}
	return outputs;
}

/** Judges one item; with *On Error* left at *Stop*, the first that cannot be judged stops the run. */
function createJudge(context: IExecuteFunctions, asksModel: boolean) {
	const readSettings = createSettingsReader(context);
	const toOptions = createOptionsReader(asksModel);
	return (item: INodeExecutionData, itemIndex: number): JudgedItem | FailedItem => {
		try {
			const settings = readSettings(itemIndex);
			const post = readPost(context, item, itemIndex, settings.language);
			const options = toOptions(settings, item);
			const triage = classify(post, settings.ownModel, options);
			return { itemIndex, post, settings, triage };
		} catch (error) {
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			if (!context.continueOnFail()) throw failure;
			return { json: toFailedJson(context, item, failure) };
		}
	};
}

/** What nobody is sure of goes by the best guess, where there is one, and to a person besides. */
function withBestClass(triage: Triage): Triage {
	const { bestGuess, ...rest } = triage;
	if (triage.category !== 'unsure' || bestGuess === undefined) return triage;
	return { ...rest, category: bestGuess, needsReview: true };
}

function open(context: IExecuteFunctions) {
	try {
		return openSecondOpinion(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
