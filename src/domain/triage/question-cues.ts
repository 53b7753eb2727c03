import type { Cue } from './cues';

/** Words of asking, telling and answering. */
export const questionCues: Cue[] = [
	{ name: 'question mark', words: '?, ??, ???, ？, ?!, !?', marks: true },
	{
		name: 'how to',
		words:
			'how do i, how can i, how do you, how to, how would i, how should i, how do we, how can we, how much, how many, how often, how about, how does, how will, how soon, how far, how',
	},
	{
		name: 'is there',
		words:
			'is there, are there, is it, is this, is that, is the, are the, are these, are you, are we, is my, will there, will it, will you, will the, will i, does it, does the, does this, does anyone, does anybody, do you, do i, do we, do they, did you, has the, have you, is your, any idea, any chance, any plans, any news, any suggestions, any tips, any advice, any way, any update*, any word, anyone, anybody, wondering if, wondering whether, was wondering, wonder if, curious, i wanted to know, want to know, wanted to ask, question, questions, query, enquiry, inquiry, enquire, would i, would it, would you, should i, if i, possible',
	},
	{
		name: 'can you',
		words:
			'can you, could you, can u, can i, could i, can we, may i, can someone, could someone, can anyone, can it, please tell, please let me know, let me know, please advise, pls advise, advise, please confirm, confirm, please explain, please provide, please send, please share, tell me, explain, guide me, guidance, recommend*, suggest, suggestion*, looking for, look for, interested in, need to know, like to know, clarify, clarification, details, information, info',
	},
	{
		name: 'what or when',
		words:
			'what time, what is, whats the, what are, what does, what do i, what size, what day, which, when is, when will, when are, when do, when does, when can, where is, where can, where do, where are, where, who do, who can, who is, who, when, what',
	},
	{
		name: 'why',
		words:
			'why, why is, why are, why do, why does, why did, why isnt, why cant, why wont, why dont, why havent, why am i, why not, how come, whats going on, what is going on, whats up with, whats wrong, what gives, whats happening, explain why, any reason, the reason, whats the point, how is it, how can you, where is my, wheres my, when will my, when am i',
	},
	{
		name: 'goods and stock',
		words:
			'in stock, back in stock, restock*, available, availability, sell, sells, stock, size, sizes, colour, color, medium, small, large, price, prices, cost, discount, discount code, promo code, coupon, voucher, gift card, student discount, opening hours, opening times, open on, open today, open until, store, stores, online, ship to, international shipping, delivery to, release date, coming out, come out, launch, released, compatible, support for, work with, works with, collection, next day delivery, sale, black friday, deal, deals, eligible, policy, return policy, requirements, apply, application, job*, careers, sponsor*',
	},
	{
		name: 'asking for help',
		words:
			'help, please help, pls help, help me, help please, assist*, need help, please assist, fix, fix it, fix this, please fix, sort this, sort out, resolve, resolved, solve, solution, urgent*, asap, immediately, look into, please look, get back to me, contact me, call me, contact, someone, need, needs, sos',
	},
	{
		name: 'politeness',
		words:
			'please, pls, plz, kindly, hi, hello, hey, dear, sir, good morning, good evening, good afternoon, regards',
	},
	{
		name: 'handing over details',
		words:
			'dm, dmd, dms, dmed, sent you, sent a dm, have sent, just sent, i sent, messaged, emailed, pm, pmd, my number is, order number, order no, ref, reference, booking ref, case number, ticket number, tracking number, serial number, postcode, zip code, model, version, account number, flight number, number is, email is, address is, it was, its a, thats, in the, using',
	},
	{
		name: 'following up',
		words:
			'yes, yeah, yep, yup, no, nope, ok, okay, sure, alright, done, will do, ill try, i will try, i did, i have, ive, already, not sure, i think, i guess, i know, i see, i understand, understand, correct, right, that is, oh, ah, lol, haha*, well, no worries, fair enough, nevermind, never mind, understood, as well, too, same, same here, me too, maybe, perhaps, probably, got it',
	},
	{
		name: 'wish',
		words:
			'wish, would be nice, would be great, would love, would like, id love, i want, hope, hoping, hopefully, bring back, you should, should add, please add, please make, please bring, suggestion, feedback, feature, idea, consider, could use, would be good, want',
	},
	{ name: 'first person', words: 'i, im, me, my, mine, we, us, our, myself, id, ill' },
	{ name: 'second person', words: 'you, your, youre, u, ur, yours, youve, yourself' },
	{
		name: 'third person',
		words: 'he, she, they, them, his, her, their, it, its, this, that, theyre',
	},
	{
		name: 'past tense',
		words:
			'was, were, had, did, been, went, got, came, bought, ordered, purchased, received, called, said, took, made, left, gave, booked, spoke, asked, arrived, got a, used to, worked',
	},
	{
		name: 'everyday things',
		words:
			'order, orders, delivery, package, parcel, shipping, flight, plane, train, bus, driver, food, meal, burger, pizza, drink, beer, coffee, room, hotel, car, phone, laptop, app, website, internet, account, bill, store, email, service, product, item, payment',
	},
];
