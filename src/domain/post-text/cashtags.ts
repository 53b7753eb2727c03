import { spaces } from './link-characters';

/** How many cashtags ($XYZ) X sees in the text; a self-serve account may post one at most. */
export function countCashtags(text: string): number {
	return Array.from(text.matchAll(cashtag)).length;
}

// Ported from twitter-text 3.1.0 (Copyright Twitter, Inc., Apache License 2.0).
const cashtag = new RegExp(
	`(?:^|[${spaces}])\\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?=$|\\s|[!'#%&()*+,\\\\\\-./:;<=>?@[\\]^_{|}~$])`,
	'gi',
);
