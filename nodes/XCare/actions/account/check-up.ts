import type { IDataObject } from 'n8n-workflow';

import { toChecks, toOverall } from '../../../../src/domain/check-up/checks';
import { openX } from '../../../../src/n8n/open-x';
import type { OperationCall, ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readFlag } from '../../../../src/n8n/x-care/parameters';
import { gatherCheckUp } from '../../../../src/x/check-up';

export const checkUp: ReadOperation = {
	effect: 'read',
	spending: 'care',
	properties: [
		{
			displayName:
				'One item per finding, with a traffic light and what to do. With an X Care App-Only API credential of the same developer app as well, it also sees usage, balance and webhooks.',
			name: 'checkUpNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Account Is a Protected Staff Feed',
			name: 'isStaffFeed',
			type: 'boolean',
			default: false,
			description:
				"Whether only approved people should see the account's posts; an open account is then the alarm, not a protected one",
		},
		{
			displayName: 'Answers Go Out Without a Person',
			name: 'answersByItself',
			type: 'boolean',
			default: false,
			description:
				'Whether replies are sent without anybody approving them; X then wants the account to be labelled as automated',
		},
		{
			displayName: 'Measure Owned Reads',
			name: 'measureOwnedReads',
			type: 'boolean',
			default: true,
			description:
				'Whether to read five own posts and compare the balance before and after, where X shows it: $0.005 to $0.025 more',
		},
	],
	async read(call): Promise<IDataObject[]> {
		const { session } = call;
		const { facts, charges } = await gatherCheckUp({
			client: session.client,
			appClient: await openApp(call),
			nowMs: Date.now,
			grantedScopes: await readScopes(call),
			authentication: session.authentication,
			ownsApp: session.ownsApp,
			isStaffFeed: readFlag(call, 'isStaffFeed'),
			answersByItself: readFlag(call, 'answersByItself'),
			measuresOwnedReads:
				call.context.getNodeParameter('measureOwnedReads', call.itemIndex, true) === true,
		});
		session.purse.pay(charges);
		const checks = toChecks(facts);
		const { light, summary } = toOverall(checks, session.purse.runUsd());
		return [
			{ check: 'Overall', light, finding: summary },
			...checks.map(({ name, ...check }) => ({ check: name, ...check })),
			{ check: 'Costs', light: 'grey', finding: session.purse.summary() },
		];
	},
};

/** The app's own access, where a credential for it is chosen beside the account's. */
async function openApp({ context }: OperationCall) {
	const hasApp = context.getNode().credentials?.xCareAppOnlyApi !== undefined;
	return hasApp ? await openX(context, 'appOnly') : undefined;
}

/** What X granted when the account was connected; n8n keeps it with the tokens. */
async function readScopes({
	context,
	session,
}: OperationCall): Promise<readonly string[] | undefined> {
	if (session.authentication !== 'oAuth2') return undefined;
	const credential = await context.getCredentials('xCareOAuth2Api');
	const { scope } = Object(credential.oauthTokenData) as { scope?: unknown };
	return typeof scope === 'string' && scope !== '' ? scope.split(/[\s,]+/) : undefined;
}
