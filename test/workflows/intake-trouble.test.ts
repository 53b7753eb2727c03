import type { DataTableRowReturn } from 'n8n-workflow';

import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import { createIntake, type Intake, minuteMs, pick, readTemplate, toItems } from './intake-world';

describe('template 10, in trouble', () => {
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

	/** The tables do something else than usual when rows are inserted or updated. */
	const meddle = (replace: (table: Proxy) => Partial<Proxy>) => {
		const { provider } = intake.tables;
		const { getDataTableProxy } = provider;
		provider.getDataTableProxy = async (...args) => {
			const table = await getDataTableProxy(...args);
			return { ...table, ...replace(table) };
		};
	};
	type Proxy = Awaited<ReturnType<Intake['tables']['provider']['getDataTableProxy']>>;

	it('forgets what was done although one event fails every time', async () => {
		await intake.deliver(...toItems(2));
		intake.letRowsGrowOld('open', 27 * 60 * minuteMs);
		const [row] = intake.rows('open');
		const spoilt = { ...row, id: 900, key: '1-2', state: 'open', item: 'not JSON' };
		intake.rows('open').push(spoilt as DataTableRowReturn);
		expect((await intake.sweep()).error?.message).toContain('Events not dealt with: 1.');
		expect(pick(intake.rows('open'), 'key', 'state')).toEqual([['1-2', 'open']]);
	});

	it('goes on with the others although a row has lost its event', async () => {
		intake.death.plan('Claim');
		await intake.deliver(...toItems(3)).catch(() => undefined);
		intake.death.cancel();
		intake.rows('open')[0].item = '';
		intake.letRowsGrowOld('open');
		expect((await intake.sweep()).error?.message).toContain('Events not dealt with: 1.');
		expect(tracker.tickets()).toHaveLength(2);
		expect(pick(intake.unfinished(), 'state')).toEqual([['open']]);
	});

	it.each([0, 1, 2])(
		'loses nothing when the table of open events refuses row %i of three',
		async (refused) => {
			let rows = 0;
			meddle(({ insertRows }) => ({
				insertRows: async (given) => {
					if ('key' in given[0] && rows++ === refused) throw new Error('database is locked');
					return await insertRows(given);
				},
			}));
			await intake.deliver(...toItems(3));
			intake.letRowsGrowOld('open');
			await intake.sweep();
			expect(tracker.tickets()).toHaveLength(3);
			expect(intake.unfinished()).toEqual([]);
		},
	);

	it('does not open again what another run has done in the meantime', async () => {
		tracker.failNext(/^POST \/ticket$/, { status: 500 });
		meddle(({ updateRows }) => ({
			updateRows: async (update) => {
				// While this run waited for the helpdesk, a sweep took the event over and was faster.
				if (update.data.lastError)
					Object.assign(intake.rows('open')[0], { state: 'done', item: '' });
				return await updateRows(update);
			},
		}));
		await intake.deliver(...toItems(1));
		expect(intake.unfinished()).toEqual([]);
	});

	it('does not take over what a run claimed the moment before', async () => {
		intake.death.plan('Claim');
		await intake.deliver(...toItems(1)).catch(() => undefined);
		intake.death.cancel();
		intake.letRowsGrowOld('open');
		meddle(({ updateRows }) => ({
			updateRows: async (update) => {
				const claimed = { state: 'working', updatedAt: new Date() };
				if (update.data.state === 'open') Object.assign(intake.rows('open')[0], claimed);
				return await updateRows(update);
			},
		}));
		await intake.sweep();
		expect(tracker.tickets()).toEqual([]);
		expect(pick(intake.rows('open'), 'state')).toEqual([['working']]);
	});
});
