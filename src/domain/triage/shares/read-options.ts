import { InvalidItem } from '../../field';
import { readTime } from './read-posts';
import { sharePeriods } from './share-report';
import type { ShareOptions, SharePeriod } from './share-report';

interface ReadOptions {
	period: SharePeriod;
	nowMs: number;
	minimumPosts: number;
	sureness: number;
}

const defaultSureness = 0.999;
const hint = 'Look at the options of this node.';

export function readOptions(options: ShareOptions): ReadOptions {
	const { period, now, minimumPosts, sureness = defaultSureness } = options;
	if (!sharePeriods.includes(period)) {
		throw new InvalidItem('period', period, `one of ${sharePeriods.join(', ')}`, hint);
	}
	if (!Number.isInteger(minimumPosts) || minimumPosts < 1) {
		throw new InvalidItem('minimumPosts', minimumPosts, 'a whole number, 1 or more', hint);
	}
	if (!(sureness >= 0.5 && sureness < 1)) {
		throw new InvalidItem('sureness', sureness, 'a number from 0.5 to below 1', hint);
	}
	return { period, nowMs: readTime(now, 'now'), minimumPosts, sureness };
}
