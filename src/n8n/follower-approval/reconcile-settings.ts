import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import { isObject, readNumber, readOneOf } from '../setting';

/** What ops staff set for Reconcile. */
export interface ReconcileSettings {
	followersFrom: 'x' | 'input' | 'fresh';
	/** How old a follower set from the input may be with `fresh`. */
	maxAgeHours: number;
	/** Also read whom the account follows. */
	comparesFollowing: boolean;
	/** Ask X about officials who do not follow. */
	looksUp: boolean;
	/** Percent, see `findDoubt`. */
	leastShare: number;
	mostNewOutsiders: number;
	/** Leave out who is fine. */
	onlyDifferences: boolean;
}

/** Throws `InvalidItem`. */
export function readReconcileSettings(context: IExecuteFunctions): ReconcileSettings {
	const options: unknown = context.getNodeParameter('options', 0, {});
	if (!isObject(options)) throw new InvalidItem('Options', options, 'an object');
	return {
		followersFrom: readOneOf('Followers', context.getNodeParameter('followersFrom', 0, 'x'), [
			'x',
			'input',
			'fresh',
		]),
		maxAgeHours: readNumber('Max Age (Hours)', options.maxAge ?? 24, 0, 100_000),
		comparesFollowing: options.compareFollowing === true,
		looksUp: options.lookUp !== false,
		leastShare: readNumber('Least Share Read (%)', options.leastShare ?? 90, 0, 100),
		mostNewOutsiders: readNumber('Most New Outsiders (%)', options.mostNewOutsiders ?? 50, 0, 100),
		onlyDifferences: options.onlyDifferences === true,
	};
}
