import express from 'express';
import request from 'supertest';
import { sendFile } from './sendFile';

async function* parts(...list: (string | Error)[]) {
  for (const part of list) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

function app(chunks: AsyncIterable<string>) {
  return express()
    .get('/', (_request, response, next) => {
      sendFile(response, { type: 'text/csv', name: 'costs.csv', chunks }).catch(
        next,
      );
    })
    .use(((error, _request, response, _next) =>
      response.status(400).send(error.message)) as express.ErrorRequestHandler);
}

describe('sendFile', () => {
  it('sends the parts in order, as a file of its name that nobody keeps', async () => {
    const { status, headers, text } = await request(
      app(parts('a,b\n', '1,2\n')),
    ).get('/');
    expect([status, text]).toEqual([200, 'a,b\n1,2\n']);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="costs.csv"',
      'cache-control': 'no-store',
    });
  });

  it('sends an empty file', async () => {
    expect((await request(app(parts())).get('/')).status).toBe(200);
  });

  it('answers with an error where not even the first part can be made', async () => {
    const { status, text } = await request(
      app(parts(new Error('no such window'))),
    ).get('/');
    expect([status, text]).toEqual([400, 'no such window']);
  });

  it('ends the connection where a later part cannot be made', async () => {
    await expect(
      request(app(parts('a,b\n', new Error('lost')))).get('/'),
    ).rejects.toThrow(/aborted|hang up/);
  });
});
