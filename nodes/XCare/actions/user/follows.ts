import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readUserId } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { fetchFollowers, fetchFollowing } from '../../../../src/x/follows';
import { pricesUsd } from '../../../../src/x/prices';
import { returnAllAndLimit, simplify } from '../../fields/lists';
import { userLocator } from '../../fields/locators';

const spending = 'lists of people';

/** A list of people around an account. */
const listPeople = (fetchList: typeof fetchFollowers, description: string): ReadOperation => ({
	effect: 'read',
	spending,
	properties: [
		{
			displayName: 'Of',
			name: 'of',
			type: 'options',
			default: 'own',
			options: [
				{ name: 'Another User', value: 'other', description: '$0.010 for each person' },
				{
					name: 'The Own Account',
					value: 'own',
					description:
						'$0.001 for each person when the account owns the developer app, else $0.010',
				},
			],
			description,
		},
		{ ...userLocator('Whose list to get'), displayOptions: { show: { of: ['other'] } } },
		...returnAllAndLimit,
		simplify,
	],
	async read(call) {
		const { client, ownsApp } = call.session;
		const { id, handle } = await call.session.account();
		const isOwn = call.context.getNodeParameter('of', call.itemIndex, 'own') === 'own';
		const found = await fetchList(client, isOwn ? id : await readUserId(call), {
			account: { id, handle },
			ownsApp,
			...toListRules(call, spending, isOwn && ownsApp ? pricesUsd.ownedRead : pricesUsd.followRead),
		});
		settleList(call, found);
		return toListItems(call, 'user', found.users, found.raw);
	},
});

export const getFollowers = listPeople(fetchFollowers, 'Whose followers to get');

export const getFollowing = listPeople(fetchFollowing, 'Whose followed accounts to get');
