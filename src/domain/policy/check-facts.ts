import { InvalidItem } from '../field';
import type { PolicyFacts } from './facts';
import { isOwn, toPost } from './finding';
import type { OutgoingAction } from './outgoing-action';

/**
 * Throws `InvalidItem` when the action says nothing or the facts are about something else: a judgement on them would be worth
 * nothing.
 */
export function checkFacts(action: OutgoingAction, facts: PolicyFacts): void {
	checkTexts(action);
	checkPost(action, facts);
	checkPerson(action, facts);
}

function checkTexts(action: OutgoingAction): void {
	if (action.kind === 'sendMessage') checkText('text', action.text, action.media.length);
	if (!('texts' in action)) return;
	if (action.texts.length === 0) {
		throw new InvalidItem('texts', action.texts, 'at least one text', toFixText);
	}
	action.texts.forEach((text, index) => {
		checkText(`texts[${index}]`, text, index === 0 ? action.media.length : 0);
	});
}

/** A picture can stand alone. */
function checkText(field: string, text: string, mediaCount: number): void {
	if (mediaCount === 0 && blank.test(text)) {
		throw new InvalidItem(field, text, 'a text that can be seen', toFixText);
	}
}

const blank = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

function checkPost(action: OutgoingAction, { post }: PolicyFacts): void {
	const postId = action.kind === 'reply' ? action.toPostId : 'postId' in action && action.postId;
	if (postId === false || post === 'gone') return;
	if (post === undefined && action.kind === 'undoRepost') return;
	if (post?.id !== postId) throw new InvalidItem('facts.post.id', post?.id, postId, toFixFacts);
}

function checkPerson(action: OutgoingAction, facts: PolicyFacts): void {
	const post = toPost(facts);
	const isAnswer = action.kind === 'reply' && post && !isOwn(post, facts);
	const personId = isAnswer ? post.authorId : toAddressee(action);
	const known = facts.person?.id;
	if (personId === undefined || (known === undefined && !isAnswer)) return;
	if (known !== personId) throw new InvalidItem('facts.person.id', known, personId, toFixFacts);
}

function toAddressee(action: OutgoingAction): string | undefined {
	if (action.kind === 'sendMessage') return 'userId' in action.to ? action.to.userId : undefined;
	return 'userId' in action ? action.userId : undefined;
}

const toFixText = 'Check the expression in the text field; its result may be empty for this item.';
const toFixFacts =
	'What was looked up does not belong to this action, so nothing was sent. Run the item again, and report it if it happens again.';
