import type { XEvent } from '../../src/domain/event';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import { createIntake, deletion, type Intake, readTemplate, toItem, toItems } from './intake-world';

describe('template 10, when n8n dies', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;

	beforeEach(async () => {
		tracker = await startRequestTrackerFake();
		intake = await createIntake(
			readTemplate('10-intake.json'),
			sandbox,
			tracker,
			'Everything on X',
		);
	});

	afterEach(async () => await tracker.stop());

	const entries = () => tracker.tickets().map(({ messages }) => messages.length);
	const history = () => intake.rows('history');

	const before = ['Without coverage statements', 'Not in the ledger yet', 'Open in the ledger'];
	const loop = ['One by one', 'Claim', 'Its first row', 'Ours to do?', 'Event', 'What is it?'];
	const end = ['History row', 'Write to the history', 'Close in the ledger'];
	const paths: Array<[string, ReturnType<typeof toItem>[], string[]]> = [
		[
			'post',
			toItems(3),
			[...before, ...loop, 'Understand', 'For us?', 'Case in the helpdesk', ...end],
		],
		[
			'deleted post',
			[toItem(), deletion],
			[
				...['Rows of that post', 'Kept anything?', 'Its rows', 'Each row', 'Redact'],
				...['Redact the history', 'Empty its open row', 'The notice itself'],
			],
		],
	];

	it.each(
		paths.flatMap(([what, items, steps]) =>
			steps.flatMap((step) =>
				[1, ...(what === 'post' && !before.includes(step) ? [2] : [])].map(
					(run) => [step, run, items, what] as const,
				),
			),
		),
	)(
		'loses and doubles nothing when the process dies before "%s", run %i',
		async (step, run, items) => {
			intake.death.plan(step, run);
			const died = await intake.deliver(...items).catch((error: Error) => ({ error }));
			expect(died.error?.message).toContain('the process died here');
			intake.death.cancel();

			await intake.restart();
			intake.letRowsGrowOld('open');
			await intake.sweep();
			// The first poll after a start brings everything again.
			await intake.deliver(...items);

			const ids = items.map(({ json }) => (json.event as unknown as XEvent).id);
			const cases = ids.filter((id) => !id.startsWith('deleted'));
			expect(entries()).toEqual(cases.map(() => 1));
			expect(intake.unfinished()).toEqual([]);
			const written = history().map(({ eventId }) => eventId);
			expect([...new Set(written)].sort()).toEqual(ids.sort());
			// Only a crash between writing a row and closing it writes it twice.
			expect(written.length - ids.length).toBe(step === 'Close in the ledger' ? 1 : 0);
			if (ids.length > cases.length) {
				expect(history().filter(({ content }) => /redacted/.test(String(content)))).toHaveLength(1);
			}
		},
	);
});
