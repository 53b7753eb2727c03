/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { openBrowser, type OpenBrowser } from '../support/browser';
import { startDemo, type RunningDemo } from '../support/demo';

const screenshots = join(__dirname, '../../build-output/screenshots');

jest.setTimeout(120_000);

describe('an ops person in the n8n editor', () => {
	let demo: RunningDemo;
	let browser: OpenBrowser;
	let page: Page;
	let templateUrl: string;

	beforeAll(async () => {
		mkdirSync(screenshots, { recursive: true });
		[demo, browser] = await Promise.all([startDemo(['--no-cast']), openBrowser()]);
		page = browser.page;
		const [template] = demo.workflows;
		templateUrl = `${demo.n8nUrl}/workflow/${template.id}`;
		await postMention('alice_m', 'my parcel was due on Monday. It is Friday, nobody answers.');
		await postMention('dan_the_van', 'do you deliver to Iceland, and what does it cost?');
		await postMention('carla_k', 'we love the new family ticket 🎉 thank you so much!');
		await closeWhenInTheWay('Production Checklist');
		await logIn();
	}, 280_000);

	afterAll(async () => {
		await browser?.close();
		await demo?.stop();
	}, 60_000);

	it.each(['X Care Trigger', 'Complaint Classifier', 'Case Forwarder'])(
		"finds '%s' in the node panel by typing its name",
		async (name) => {
			await page.goto(templateUrl);
			await page.getByRole('button', { name: 'Open nodes panel' }).click();
			const panel = page.getByRole('complementary').filter({ has: page.getByRole('textbox') });
			await panel.getByRole('textbox').fill(name);
			await panel.getByText(name, { exact: true }).first().waitFor();
			await takeScreenshot(`node-panel-${name.toLowerCase().replaceAll(' ', '-')}`);
		},
	);

	it('opens template 01 with every node known, so that nothing has to be installed by hand', async () => {
		await page.goto(templateUrl);
		await page.getByText('Case in the helpdesk').first().waitFor();
		await page.getByRole('button', { name: 'Zoom to Fit' }).click();
		await takeScreenshot('template-01');
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
		await page.goto(`${demo.desk.url}/Ticket/Display.html?id=1`);
		await page.locator('input[name=user]').fill(user);
		await page.locator('input[name=pass]').fill(password);
		await page.getByRole('button', { name: 'Login' }).click();
		await page.getByText('my parcel was due on Monday').first().waitFor();
		await takeScreenshot('ticket');
	});

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
