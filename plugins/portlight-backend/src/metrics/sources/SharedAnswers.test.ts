import { SharedAnswers } from './SharedAnswers';

it('asks once for many, and again later', async () => {
  let now = 0;
  const ask = jest.fn(async () => 'answer');
  const answers = new SharedAnswers<string>(() => now);
  const all = () =>
    Promise.all(
      Array.from({ length: 100 }, () => answers.ask('a', ask, () => true)),
    );
  expect(new Set(await all())).toEqual(new Set(['answer']));
  expect(ask).toHaveBeenCalledTimes(1);
  await answers.ask('b', ask, () => true);
  expect(ask).toHaveBeenCalledTimes(2);
  now = 10_000;
  await all();
  expect(ask).toHaveBeenCalledTimes(3);
});

it('keeps neither failures nor what is large', async () => {
  const answers = new SharedAnswers<string>(() => 0);
  const fail = jest.fn(async () => Promise.reject(new Error('no')));
  await expect(answers.ask('a', fail, () => true)).rejects.toThrow('no');
  await expect(answers.ask('a', fail, () => true)).rejects.toThrow('no');
  expect(fail).toHaveBeenCalledTimes(2);
  const large = jest.fn(async () => 'large');
  await answers.ask('b', large, () => false);
  await answers.ask('b', large, () => false);
  expect(large).toHaveBeenCalledTimes(2);
});

it('forgets the oldest of too many', async () => {
  const answers = new SharedAnswers<number>(() => 0);
  const ask = jest.fn(async () => 1);
  for (let question = 0; question <= 200; question++) {
    await answers.ask(String(question), ask, () => true);
  }
  await answers.ask('200', ask, () => true);
  expect(ask).toHaveBeenCalledTimes(201);
  await answers.ask('0', ask, () => true);
  expect(ask).toHaveBeenCalledTimes(202);
});
