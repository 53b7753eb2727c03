import type { DeskCapabilities } from './desk';

/** What a desk promises, in a few sentences for the node; made from what the contract test holds it to. */
export function toPromise(capabilities: DeskCapabilities): string {
	const sentences = [
		cases[capabilities.caseKey],
		together[capabilities.concurrentCreates],
		comments[capabilities.commentKey],
		closed[capabilities.closedCase],
		capabilities.media === 'links' ? 'Pictures and films as links.' : '',
		events[capabilities.caseEvents],
	];
	return sentences.filter(Boolean).join(' ');
}

const cases: Record<DeskCapabilities['caseKey'], string> = {
	upsert: "<b>One case per conversation</b>, by the desk's own unique key.",
	idempotencyKey: '<b>One case per conversation</b>, by a key and a look-up.',
	uniqueReadBack: '<b>One case per conversation</b>, looked up again after each new one.',
	consistentSearch: '<b>One case per conversation</b>, looked up before each new one.',
	none: '<b>At least once</b>: a post that comes again is sent again.',
};

const together: Record<DeskCapabilities['concurrentCreates'], string> = {
	'one case': '',
	'merged afterwards': 'Cases that two runs open at the same instant are merged.',
	'two cases possible': 'Two runs at the same instant may open two.',
};

const comments: Record<DeskCapabilities['commentKey'], string> = {
	unique: 'Each post once.',
	sameRequestMarker: 'Each post once.',
	scanBody: 'Each post once; known by the reference in its text, so leave that line in.',
	none: '',
};

const closed: Record<DeskCapabilities['closedCase'], string> = {
	reopened: 'A closed case is opened again when the customer writes on.',
	'followed up in a new case': 'A closed case is followed up in a new one.',
	'left closed': '',
};

const events: Record<DeskCapabilities['caseEvents'], string> = {
	webhook: 'The Case Webhook Trigger tells what happens there.',
	poll: 'The Case Event Trigger tells what happens there.',
	none: '',
};
