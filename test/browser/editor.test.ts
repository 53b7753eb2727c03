/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { openBrowser, type OpenBrowser } from '../support/browser';
import { outputs, xCare } from '../support/care-flow';
import { startDemo, type RunningDemo } from '../support/demo';
import { type CredentialName, logInToN8n, waitUntil } from '../support/n8n';
import { sandboxDesks, toDeskCredential } from '../support/sandbox-desks';

const screenshots = join(__dirname, '../../build-output/screenshots');
const templates = join(__dirname, '../../workflows');

/** The editor opens a node by its id in the address. */
const careNodeIds: Record<string, string> = {
	Answer: '11111111-1111-4111-8111-111111111111',
	Write: '22222222-2222-4222-8222-222222222222',
	'Check Up': '33333333-3333-4333-8333-333333333333',
	'Find Posts': '44444444-4444-4444-8444-444444444444',
	Understand: '55555555-5555-4555-8555-555555555555',
	Learn: '66666666-6666-4666-8666-666666666666',
	Shares: '77777777-7777-4777-8777-777777777777',
	Seal: '88888888-8888-4888-8888-888888888888',
	'Check Push': '99999999-9999-4999-8999-999999999999',
	Watch: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
	'X Tells': 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
	'To HubSpot': 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
	'To a Mailbox': 'dddddddd-dddd-4ddd-8ddd-dddddddddddd',
	Prepare: 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee',
	'Case Asked': 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0',
	'Case Told': 'f1f1f1f1-f1f1-4f1f-8f1f-f1f1f1f1f1f1',
	'Check People': 'f2f2f2f2-f2f2-4f2f-8f2f-f2f2f2f2f2f2',
	Reconcile: 'f3f3f3f3-f3f3-4f3f-8f3f-f3f3f3f3f3f3',
	'Check Feed': 'f4f4f4f4-f4f4-4f4f-8f4f-f4f4f4f4f4f4',
	'Plan Reminders': 'f5f5f5f5-f5f5-4f5f-8f5f-f5f5f5f5f5f5',
	'Find Officials': 'f6f6f6f6-f6f6-4f6f-8f6f-f6f6f6f6f6f6',
};

/** What starts a workflow has nothing before it. */
const triggers = ['Watch', 'X Tells', 'Case Asked', 'Case Told'];

/** A trigger of ours, with all there is to set. */
const trigger = (name: string, type: string, parameters: Record<string, unknown>) => ({
	name,
	type: `n8n-nodes-x-care.${type}`,
	typeVersion: 1,
	parameters,
	...(/Activity|Webhook/.test(type) && { webhookId: `hook-${type}` }),
});

/** Credentials of a template have names and no ids, which the public API takes for a mistake. */
const withoutCredentials = (node: object) => ({ ...node, credentials: undefined });

/** A Complaint Classifier node. */
const classifier = (name: string, parameters: Record<string, unknown>) => ({
	name,
	type: 'n8n-nodes-x-care.complaintClassifier',
	typeVersion: 1,
	parameters,
});

/** A Follower Approval node. */
const approval = (name: string, operation: string, credentials?: CredentialName) => ({
	name,
	type: 'n8n-nodes-x-care.followerApproval',
	typeVersion: 1,
	parameters: { operation },
	...(credentials && { credentials: { xCareOAuth2Api: credentials } }),
});

/** A Case Forwarder node. */
const forwarder = (name: string, parameters: object, credentials?: object) => ({
	name,
	type: 'n8n-nodes-x-care.caseForwarder',
	typeVersion: 1,
	parameters: { ...parameters },
	...(credentials && { credentials: credentials as never }),
});

jest.setTimeout(120_000);

describe('an ops person in the n8n editor', () => {
	let demo: RunningDemo;
	let browser: OpenBrowser;
	let page: Page;
	let templateUrl: string;
	let careUrl: string;

	beforeAll(async () => {
		mkdirSync(screenshots, { recursive: true });
		[demo, browser] = await Promise.all([startDemo(['--no-cast']), openBrowser()]);
		page = browser.page;
		const [template] = demo.workflows;
		templateUrl = `${demo.n8nUrl}/workflow/${template.id}`;
		await postMention('alice_m', 'my parcel was due on Monday. It is Friday, nobody answers.');
		await postMention('dan_the_van', 'do you deliver to Iceland, and what does it cost?');
		await postMention('carla_k', 'we love the new family ticket 🎉 thank you so much!');
		careUrl = await createCareWorkflow();
		await closeWhenInTheWay('Production Checklist');
		await logIn();
	}, 280_000);

	afterAll(async () => {
		await browser?.close();
		await demo?.stop();
	}, 60_000);

	it.each([
		['X Care', 'X Care'],
		// n8n shows a trigger and its action node as one, under the name of the latter.
		['X Care Trigger', 'X Care'],
		['X Activity Trigger', 'X Activity'],
		['Complaint Classifier', 'Complaint Classifier'],
		['Follower Approval', 'Follower Approval'],
		['Case Forwarder', 'Case Forwarder'],
		['Case Event Trigger', 'Case Event'],
		['Case Webhook Trigger', 'Case Webhook'],
	])("finds '%s' in the node panel by typing its name", async (typed, shown) => {
		const panel = await findInPanel(typed, shown);
		await takeScreenshot(`node-panel-${typed.toLowerCase().replaceAll(' ', '-')}`);
		expect(await panel.getByText(shown, { exact: true }).count()).toBe(1);
	});

	it("finds under 'X Care' what it starts with and what it does", async () => {
		const panel = await findInPanel('X Care', 'X Care');
		await panel.getByText('X Care', { exact: true }).click();
		for (const action of ['Reply to a post', 'Send a direct message', 'Check up on the account']) {
			await page.getByText(action, { exact: true }).first().waitFor();
		}
		await takeScreenshot('x-care-actions');
		await page.getByText(/^Actions \(/).click();
		await page.getByText(/^Triggers \(/).click();
		await page.getByText('On new X Care event', { exact: true }).waitFor();
		await takeScreenshot('x-care-triggers');
	});

	it('opens template 01 with every node known, so that nothing has to be installed by hand', async () => {
		await page.goto(templateUrl);
		await page.getByText('Case in the helpdesk').first().waitFor();
		await page.getByRole('button', { name: 'Zoom to Fit' }).click();
		await takeScreenshot('template-01');
		expect(await page.getByText(/install this node|unknown node|unrecognized/i).count()).toBe(0);
		expect(await findBrokenIcons()).toEqual([]);
	});

	it.each([
		'10-intake',
		'11-intake-push',
		'12-reconcile',
		'13-health',
		'20-case-to-desk',
		'21-desk-to-x',
		'30-follower-guard',
		'31-new-follower',
		'32-forward-to-officials',
		'33-register-setup',
		'34-ask-to-follow',
	])('opens template %s with every node known and in its place', async (file) => {
		const { name, nodes, connections, settings } = JSON.parse(
			readFileSync(join(templates, `${file}.json`), 'utf8'),
		) as Record<string, unknown>;
		const n8n = await logInToN8n(demo);
		const { id } = await n8n.api<{ id: string }>('/workflows', {
			...{ name, nodes: (nodes as object[]).map(withoutCredentials), connections, settings },
		});
		await page.goto(`${demo.n8nUrl}/workflow/${id}`);
		await page.getByText('Set up once').first().waitFor();
		await page.getByRole('button', { name: 'Zoom to Fit' }).click();
		await takeScreenshot(`template-${file}`);
		expect(await page.getByText(/install this node|unknown node|unrecognized/i).count()).toBe(0);
		expect(await findBrokenIcons()).toEqual([]);
	});

	it('sees a run of template 01 in green', async () => {
		await page.goto(`${templateUrl}/executions`);
		const runs = page.getByRole('link', { name: /Succeeded in/ });
		// The set-up branch ran first; a run of the trigger comes with the next poll, within a minute.
		await runs.nth(1).waitFor({ timeout: 90_000 });
		await runs.first().click();
		await page
			.getByText(/\d items?/)
			.first()
			.waitFor();
		await page.getByRole('button', { name: 'Zoom to Fit' }).click();
		await takeScreenshot('green-run');
		expect(await page.getByText(/^Error in/).count()).toBe(0);
	});

	it('sees on the sandbox page what customers see', async () => {
		await page.goto(demo.sandboxUrl);
		await page.getByText('do you deliver to Iceland').first().waitFor();
		await takeScreenshot('sandbox');
	});

	it('sees the same posts as tickets, where the desk is Request Tracker', async () => {
		if (demo.desk.name !== 'request-tracker') return;
		const [user, password] = demo.desk.logIn.split(' / ');
		const ticketUrl = `${demo.desk.url}/Ticket/Display.html?id=1`;
		await page.goto(ticketUrl);
		await page.locator('input[name=user]').fill(user);
		await page.locator('input[name=pass]').fill(password);
		await page.getByRole('button', { name: 'Login' }).click();
		const post = page.getByText('my parcel was due on Monday').first();
		// The next poll makes the ticket, within a minute; RT's page does not change by itself.
		await waitUntil(
			'the ticket',
			async () => {
				await page.goto(ticketUrl);
				return await post.isVisible();
			},
			{ timeoutMs: 90_000, everyMs: 2000 },
		);
		await takeScreenshot('ticket');
	});

	it('reads on the canvas what each output of X Care is for', async () => {
		await page.goto(careUrl);
		await page.getByText('Find Posts', { exact: true }).first().waitFor();
		await page.getByRole('button', { name: 'Zoom to Fit' }).click();
		for (const output of outputs) await page.getByText(output, { exact: true }).first().waitFor();
		await takeScreenshot('x-care-canvas');
		expect(await page.getByText(/install this node|unknown node|unrecognized/i).count()).toBe(0);
	});

	it.each([
		['answer', 'Answer', ['Resource', 'Operation', 'Post to Answer', 'Text', 'Dry Run', 'Safety']],
		['message', 'Write', ['Resource', 'Operation', 'Send To', 'User', 'Text', 'Dry Run', 'Safety']],
		['check-up', 'Check Up', ['Resource', 'Operation']],
		['posts', 'Find Posts', ['Resource', 'Operation', 'Query', 'Limit', 'Filters']],
		[
			'classifier',
			'Understand',
			['Operation', 'Text Source', 'Unsure By', 'When Unsure', 'Ask a Language Model When Unsure'],
		],
		['classifier-learn', 'Learn', ['Operation', 'Text', 'Label', 'Model Name']],
		['classifier-shares', 'Shares', ['Operation', 'Category', 'Period', 'Minimum Posts']],
		['ledger-seal', 'Seal', ['Operation', 'Settle Time (Minutes)']],
		['activity-check', 'Check Push', ['Operation', 'Webhook URL']],
		[
			'trigger',
			'Watch',
			['Watch', 'Brand Names', 'Count Before Reading', 'Mentions: Interval and Budget', 'Options'],
		],
		['activity-trigger', 'X Tells', ['Events', 'Options']],
		['desk-hubspot', 'To HubSpot', ['Operation', 'Desk', 'Pipeline', 'Options']],
		[
			'desk-email',
			'To a Mailbox',
			['Operation', 'Desk', 'From', 'Send To', 'Send With', 'Read By'],
		],
		['desk-prepare', 'Prepare', ['Operation', 'Desk']],
		['case-event-trigger', 'Case Asked', ['Desk', 'Events', 'Options']],
		['case-webhook-trigger', 'Case Told', ['Desk', 'Events', 'Options']],
		[
			'check-authors',
			'Check People',
			['Operation', 'Register', 'Ask X Whether They Follow', 'Output', 'Options'],
		],
		['reconcile', 'Reconcile', ['Operation', 'Register', 'Followers', 'Options']],
		[
			'check-account',
			'Check Feed',
			['Operation', 'Account', 'This Is a Protected Staff Feed', 'Operator Role'],
		],
		[
			'plan-reminders',
			'Plan Reminders',
			['Operation', 'Channel', 'Message', 'Operator', 'Time Zone'],
		],
		['find-officials', 'Find Officials', ['Operation', 'Register', 'Tell', 'By']],
	])('finds in the panel (%s) what to set', async (screenshot, node, labels) => {
		await openNode(node, labels[0]);
		for (const label of labels) {
			await page.getByText(label, { exact: true }).first().waitFor();
		}
		await takeScreenshot(`x-care-${screenshot}`);
	});

	it("picks the post to answer from a list of the account's mentions", async () => {
		await openNode('Answer');
		await page.getByPlaceholder('Select a post...').click();
		await page.getByText('my parcel was due on Monday').first().waitFor();
		await takeScreenshot('x-care-from-list');
	});

	it('picks where new cases go from a list of the desk', async () => {
		await openNode('To HubSpot');
		await page.getByPlaceholder('Choose...').first().click();
		await page.getByText('Support Pipeline').first().waitFor();
		await takeScreenshot('x-care-desk-from-list');
	});

	async function createCareWorkflow(): Promise<string> {
		const n8n = await logInToN8n(demo);
		const x = await n8n.connectX();
		const hubSpot = sandboxDesks.find(({ desk }) => desk === 'hubSpot')!;
		const { [hubSpot.credential]: data } = toDeskCredential(hubSpot, demo.sandboxUrl);
		const desk = {
			[hubSpot.credential]: await n8n.createCredential(hubSpot.credential, 'HubSpot', data),
		};
		const id = await n8n.createWorkflow({
			name: 'Answer customers',
			nodes: [
				{
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					parameters: {},
					position: [0, 0],
				},
				...[
					xCare('Answer', { postId: { __rl: true, mode: 'list', value: '' } }, x),
					xCare('Write', { resource: 'directMessage' }, x),
					xCare('Check Up', { resource: 'account' }, x),
					xCare('Find Posts', { operation: 'search' }, x),
					classifier('Understand', { askLanguageModel: true }),
					classifier('Learn', { operation: 'train' }),
					classifier('Shares', { operation: 'shares' }),
					xCare('Seal', { resource: 'ledger', operation: 'seal' }, x),
					xCare('Check Push', { resource: 'activity', operation: 'check' }, x),
					trigger('Watch', 'xCareTrigger', {
						sources: ['mentions', 'keywords', 'messages', 'followers'],
					}),
					trigger('X Tells', 'xActivityTrigger', {}),
					forwarder('To HubSpot', { desk: 'hubSpot' }, desk),
					forwarder('To a Mailbox', { desk: 'email' }),
					forwarder('Prepare', { desk: 'hubSpot', operation: 'prepare' }, desk),
					trigger('Case Asked', 'caseEventTrigger', {}),
					trigger('Case Told', 'caseWebhookTrigger', {}),
					approval('Check People', 'checkAuthors'),
					approval('Reconcile', 'reconcile', x),
					approval('Check Feed', 'checkAccount', x),
					approval('Plan Reminders', 'planReminders'),
					approval('Find Officials', 'findOfficials'),
				].map((node, at) => ({ ...node, id: careNodeIds[node.name], position: [300, at * 220] })),
			],
			connections: {
				Start: {
					main: [
						Object.keys(careNodeIds)
							.filter((node) => !triggers.includes(node))
							.map((node) => ({ node })),
					],
				},
			},
		});
		return `${demo.n8nUrl}/workflow/${id}`;
	}

	async function findInPanel(typed: string, shown: string): Promise<Locator> {
		await page.goto(templateUrl);
		await page.getByRole('button', { name: 'Open nodes panel' }).click();
		const panel = page.getByRole('complementary').filter({ has: page.getByRole('textbox') });
		await panel.getByRole('textbox').fill(typed);
		await panel.getByText(shown, { exact: true }).first().waitFor();
		return panel;
	}

	async function openNode(name: string, label = 'Operation'): Promise<void> {
		await page.goto(`${careUrl}/${careNodeIds[name]}`);
		await page.getByText(label, { exact: true }).first().waitFor();
	}

	async function postMention(from: string, text: string): Promise<void> {
		const answer = await fetch(`${demo.sandboxUrl}/control/posts`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ from, text: `@acmecare ${text}` }),
		});
		expect(answer.ok).toBe(true);
	}

	async function logIn(): Promise<void> {
		await page.goto(demo.n8nUrl);
		await page.getByLabel('Email').fill(demo.owner.email);
		await page.getByLabel('Password').fill(demo.owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('heading', { name: demo.workflows[0].name }).waitFor();
		await takeScreenshot('workflows');
	}

	/** n8n offers advice in a box that lies over the canvas. */
	async function closeWhenInTheWay(title: string): Promise<void> {
		const box = page.getByRole('dialog').filter({ hasText: title });
		await page.addLocatorHandler(box, () => box.getByTitle('Close').click());
	}

	function findBrokenIcons(): Promise<string[]> {
		return page.evaluate(`[...document.images]
			.filter(({ src, naturalWidth }) => src.includes('n8n-nodes-x-care') && naturalWidth === 0)
			.map(({ src }) => src)`);
	}

	function takeScreenshot(name: string) {
		return page.screenshot({ path: join(screenshots, `${name}.png`) });
	}
});
