import type { PublishAction } from '../../../../src/domain/policy/outgoing-action';
import { assertContent, composePosts } from '../../../../src/n8n/x-care/compose';
import { readMedia } from '../../../../src/n8n/x-care/media';
import type { OutgoingOperation } from '../../../../src/n8n/x-care/operation';
import { readOnceKey, readText, toPassingKey } from '../../../../src/n8n/x-care/parameters';
import { safety } from '../../fields/safety';
import { postTextFields } from '../../fields/text';

const everyone = 'everyone';

export const publish: OutgoingOperation = {
	effect: 'outgoing',
	spending: 'publishing',
	properties: [
		{
			displayName:
				'To publish later, put a Schedule Trigger or a Wait node in front: n8n keeps the time.',
			name: 'scheduleNotice',
			type: 'notice',
			default: '',
		},
		...postTextFields,
		{
			displayName: 'Who Can Reply',
			name: 'whoCanReply',
			type: 'options',
			default: everyone,
			options: [
				{ name: 'Accounts This Account Follows', value: 'following' },
				{ name: 'Accounts Named in the Post', value: 'mentionedUsers' },
				{ name: 'Everyone', value: everyone },
				{ name: 'Subscribers', value: 'subscribers' },
				{ name: 'Verified Accounts', value: 'verified' },
			],
		},
		...safety,
	],
	async plan(call) {
		const once = readOnceKey(call);
		const [first, ...others] = composePosts(call, once || readText(call, 'text'));
		const media = await readMedia(call);
		assertContent(first, media);
		const whoCanReply = readText(call, 'whoCanReply', everyone);
		const toAction = (texts: string[]): PublishAction => ({
			kind: 'publish',
			texts,
			media,
			...(isRestriction(whoCanReply) && { whoCanReply }),
		});
		return {
			actions: [toAction(first), ...others.map(toAction)],
			key: `publish ${once || toPassingKey(first.join('\n'), media)}`,
		};
	},
};

const restrictions = ['following', 'mentionedUsers', 'subscribers', 'verified'] as const;

const isRestriction = (value: string): value is (typeof restrictions)[number] =>
	restrictions.some((restriction) => restriction === value);
