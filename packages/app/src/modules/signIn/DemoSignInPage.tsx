import { useState } from 'react';
import {
  Avatar,
  Content,
  Header,
  Page,
  ProxiedSignInPage,
  SignInPage,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import {
  Box,
  Card,
  CardActionArea,
  CardContent,
  Typography,
} from '@material-ui/core';
import { chosenUser } from './chosenUser';

interface DemoUser {
  entityRef: string;
  name: string;
  description: string;
}

type Identity = Parameters<SignInPageProps['onSignInSuccess']>[0];

/** Whoever signs out chooses anew; the identity of a proxy would come back by itself. */
function forgetOnSignOut(identity: Identity): Identity {
  return new Proxy(identity, {
    get: (target, name) => {
      if (name === 'signOut') {
        return async () => {
          chosenUser.clear();
          await target.signOut();
        };
      }
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A few people to sign in as, so that anyone can see the difference; a guest where none are configured. */
export function DemoSignInPage(props: SignInPageProps) {
  const users: DemoUser[] =
    useApi(configApiRef).getOptional<DemoUser[]>('auth.providers.demo.users') ??
    [];
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  const [chosen, setChosen] = useState(chosenUser.get());
  if (users.length === 0) {
    return <SignInPage {...props} providers={['guest']} />;
  }
  const user = users.find(({ entityRef }) => entityRef === chosen);
  if (user) {
    return (
      <ProxiedSignInPage
        provider="demo"
        headers={{ 'x-demo-user': user.entityRef }}
        onSignInSuccess={identity =>
          props.onSignInSuccess(forgetOnSignOut(identity))
        }
      />
    );
  }
  return (
    <Page themeId="home">
      <Header title={title} />
      <Content>
        <Box maxWidth={720} mx="auto">
          <Typography variant="h5" component="h2" gutterBottom>
            Sign in as
          </Typography>
          <Typography color="textSecondary" paragraph>
            This is a demo: nobody is asked for a password. Each person sees
            what their groups own.
          </Typography>
          <Box
            display="grid"
            gridGap={16}
            gridTemplateColumns="repeat(auto-fill, minmax(280px, 1fr))"
          >
            {users.map(({ entityRef, name, description }) => (
              <Card key={entityRef} variant="outlined">
                <CardActionArea
                  onClick={() => {
                    chosenUser.set(entityRef);
                    setChosen(entityRef);
                  }}
                >
                  <CardContent>
                    <Box display="flex" alignItems="center" gridGap={16}>
                      <Avatar displayName={name} />
                      <Box>
                        <Typography variant="subtitle1" component="h3">
                          {name}
                        </Typography>
                        <Typography variant="body2" color="textSecondary">
                          {description}
                        </Typography>
                      </Box>
                    </Box>
                  </CardContent>
                </CardActionArea>
              </Card>
            ))}
          </Box>
        </Box>
      </Content>
    </Page>
  );
}
