import type { EndpointName } from '../../src/x/endpoints';
import { activityWalks } from './activity-walks';
import { checkUpWalks } from './check-up-walks';
import { readingWalks } from './reading-walks';
import { sendingWalks } from './sending-walks';
import { uploadWalks } from './upload-walks';
import type { Walk } from './walk';

/** One per name of `endpoints`: what has none does not compile. */
export const walks: Record<EndpointName, Walk> = {
	...readingWalks,
	...checkUpWalks,
	...sendingWalks,
	...uploadWalks,
	...activityWalks,
};
