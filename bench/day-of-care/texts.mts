import type { Chance } from './chance.mts';

const problems = [
	'my order came with a broken lid',
	'nobody has called me back since Tuesday',
	'the app shows yesterday as delivery day',
	'how do I change the address of a delivery',
	'the lady on the phone was brilliant',
	'I was charged twice this month',
	'is the shop at the station open on Sunday',
	'the driver left it in the rain',
];

/** What customers write, about a product or about nothing in particular. */
export const toComplaint = (chance: Chance, product = 'that'): string =>
	`${chance.pick(problems)}, number ${10_000 + chance.below(90_000)}. Has anybody else had this with ${product}?`;

/** Three lists whose lengths share no divisor: answers less than 2,431 apart differ in a part at least. */
const openings = [
	'Oh no, that is not how it should go',
	'Thanks for telling us',
	'We are sorry about the trouble',
	'That sounds annoying, and we want to put it right',
	'Good question',
	'You are right to ask',
	'Apologies for the wait',
	'We hear you',
	'That must have been frustrating',
	'Glad you wrote',
	'Sorry that it came to this',
];
const findings = [
	'the depot in your town says the van left an hour late',
	'our colleagues are searching the warehouse for the missing box',
	'the payment was booked twice and one half goes back today',
	'the new address is in our books and on the label',
	'a fault in the app showed the wrong day',
	'the shop opens at ten and has your size in stock',
	'the driver noted a closed gate and will ring next time',
	'your refund waits for one signature that we get this afternoon',
	'we found the parcel at a neighbour two doors down',
	'the lid breaks when it is frozen, so a stronger one is on its way',
	'the call-back was promised for the wrong number',
	'the voucher ran out yesterday and we extend it by a month',
	'delivery to islands takes two days more, which the page did not say',
];
const endings = [
	'You get a message as soon as it moves.',
	'Please keep the receipt until then.',
	'Expect it before noon tomorrow.',
	'We look again at five and tell you.',
	'No need to do anything on your side.',
	'Have a look at your inbox in ten minutes.',
	'The second attempt is free, of course.',
	'Is the evening better for you?',
	'The team lead has it on her desk now.',
	'A photo of the label would help us.',
	'We checked twice to be sure.',
	'Your next order ships without a fee.',
	'Let us know if anything is still odd.',
	'The depot holds it for a week.',
	'Somebody rings you before six.',
	'It is noted with your account.',
	'Thank you for your patience with us!',
];

/** The company's answer with that number. All differ: X and our gate refuse the same words twice. */
export const toAnswer = (n: number): string =>
	`${openings[n % openings.length]}: ${findings[n % findings.length]}. ${endings[n % endings.length]}`;
