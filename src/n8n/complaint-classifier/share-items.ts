import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import { judgeShares } from '../../domain/triage/shares/judge-shares';
import { readTime } from '../../domain/triage/shares/read-posts';
import { sharePeriods } from '../../domain/triage/shares/share-report';
import type { ShareOptions, SharePost, ShareReport } from '../../domain/triage/shares/share-report';
import { categories } from '../../domain/triage/triage';
import { toNodeError } from '../node-errors';
import { readEach } from './read-each';
import { readOneOf, readText, readWholeNumber } from '../setting';
import { showHint } from '../show-hint';

/**
 * Works out which share of the posts each class has, and whether complaints are more than usual: one item for all posts.
 * A post without class or time stops the run, or goes out with its error behind the report and is not counted.
 */
export async function shareItems(
	context: IExecuteFunctions,
	now = new Date(),
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const options = readOptions(context, now);
	const { results: posts, failed } = readEach(context, (itemIndex) => readPost(context, itemIndex));
	const report = judge(context, posts, options);
	showHint(context, report.sentence, report.alarm ? 'warning' : 'info');
	if (failed.length > 0) {
		const message = `${failed.length} of ${items.length} items are not counted: see their error.`;
		showHint(context, message, 'warning');
	}
	const json = report as unknown as IDataObject;
	return [[{ json, pairedItem: [...items.keys()].map((item) => ({ item })) }, ...failed]];
}

const lookAtItem =
	"Connect the Complaint Classifier's 'Classify' in front of this node, or name the fields that hold class and time; a failed item has neither.";

function readPost(context: IExecuteFunctions, itemIndex: number): SharePost {
	const get = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const named = get('category');
	const category = categories.find((one) => one === named);
	if (category === undefined) {
		throw new InvalidItem('Category', named, `one of ${categories.join(', ')}`, lookAtItem);
	}
	const at = toIso(get('at'));
	readTime(at, 'Time');
	return { category, at: at as string };
}

/** Expressions give dates as objects too; both JavaScript's and luxon's turn into ISO 8601. */
function toIso(time: unknown): unknown {
	const isObject = typeof time === 'object' && time !== null;
	const isDate = isObject && 'toJSON' in time && typeof time.toJSON === 'function';
	return isDate ? (time as Date).toJSON() : time;
}

function readOptions(context: IExecuteFunctions, now: Date): ShareOptions {
	const get = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, 0, fallback) as unknown;
	try {
		return {
			period: readOneOf('Period', get('period', 'day'), [...sharePeriods]),
			timezone: readText('Time Zone', get('timezone', '')) || context.getTimezone(),
			minimumPosts: readWholeNumber('Minimum Posts', get('minimumPosts', 20), 1, 1_000_000),
			now: now.toISOString(),
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function judge(context: IExecuteFunctions, posts: SharePost[], options: ShareOptions): ShareReport {
	try {
		return judgeShares(posts, options);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
