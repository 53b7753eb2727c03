import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import type { OperationCall, ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readFlag, readUserId } from '../../../../src/n8n/x-care/parameters';
import { toUserItems } from '../../../../src/n8n/x-care/user-items';
import { fetchFollowers, fetchFollowing } from '../../../../src/x/follows';
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
		const found = await fetchList(client, await toUserId(call, id), {
			account: { id, handle },
			ownsApp,
			...toListRules(call, spending, 0.1),
		});
		settleList(call, found);
		return toUserItems(found.users, found.raw, readFlag(call, 'simplify'));
	},
});

const toUserId = async (call: OperationCall, ownId: string) =>
	call.context.getNodeParameter('of', call.itemIndex, 'own') === 'own'
		? ownId
		: await readUserId(call);

export const getFollowers = listPeople(fetchFollowers, 'Whose followers to get');

export const getFollowing = listPeople(fetchFollowing, 'Whose followed accounts to get');
