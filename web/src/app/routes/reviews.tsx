/** What bolo asks a person: pairs, prices in doubt, and what was answered. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { priceQuestions } from "@/api/price-questions";
import { reviews } from "@/api/reviews";
import { PriceQuestions } from "@/features/price-questions/question-list";
import { Answered } from "@/features/reviews/answered";
import { ReviewDesk } from "@/features/reviews/review-desk";
import { Page } from "@/ui/page/page";
import { TabCount, Tabs } from "@/ui/page/tabs";

function Frame({ tab, children }: { tab?: string; children: ReactNode }) {
  const summary = useQuery(reviews.summary());
  const prices = useQuery(priceQuestions.list());
  const doubted = prices.data?.filter(({ answered_at }) => answered_at === null).length;
  return (
    <Page title="Reviews" tab={tab}>
      <Tabs label="What is asked">
        <Link to="/reviews" activeOptions={{ exact: true }}>
          Same thing? <TabCount count={summary.data?.open} />
        </Link>
        <Link to="/reviews/prices">
          Which price? <TabCount count={doubted} />
        </Link>
        <Link to="/reviews/answered">Answered</Link>
      </Tabs>
      {children}
    </Page>
  );
}

export function ReviewsRoute() {
  return (
    <Frame>
      <ReviewDesk />
    </Frame>
  );
}

export function PriceQuestionsRoute() {
  return (
    <Frame tab="Which price?">
      <PriceQuestions />
    </Frame>
  );
}

export function AnsweredRoute() {
  return (
    <Frame tab="Answered">
      <Answered />
    </Frame>
  );
}
