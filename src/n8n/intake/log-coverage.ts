import type { IPollFunctions } from 'n8n-workflow';

import type { SourceCoverage, SourceName } from '../../domain/intake/coverage';
import { toCoverageSentence } from '../../domain/intake/notices';

/** How a trigger, or one of its sources, names itself in n8n's log. */
export const toTitle = (context: IPollFunctions, source?: SourceName): string =>
	[`X Care Trigger "${context.getNode().name}"`, ...(source ? [source] : [])].join(', ');

/** What a reading proved. A poll in which nothing happened is for those who look closely. */
export function logCoverage(context: IPollFunctions, coverage: SourceCoverage): void {
	const { logger } = context;
	const line = `${toTitle(context, coverage.source)}: ${toCoverageSentence(coverage)}`;
	const isBad = coverage.unreadable.length > 0 || coverage.gaps.some(({ fate }) => fate === 'lost');
	const isQuiet = coverage.state === 'complete' && coverage.found === 0;
	if (isBad) logger.warn(line);
	else if (isQuiet) logger.debug(line);
	else logger.info(line);
}
