"""Services that nobody takes for OpenAI; they are here to be named. To add one, add a row."""

from typing import Final

from bot.domain.explain.others.other import Other

SERVICES: Final = (
    Other("Pinecone", ("pinecone",)),
    Other("Qdrant", ("qdrant", "qdrant_client")),
    Other("Weaviate", ("weaviate",)),
    Other("Chroma", ("chromadb", "chroma.errors")),
    Other("HubSpot", ("hubspot", "hubapi")),
    Other(
        "Stripe",
        (
            "api.stripe.com",
            "stripe.error",
            "stripe.com/docs",
            "stripeauthenticationerror",
            "sk_live_",
            "sk_test_",
            "invalid api key provided: sk_",
            "stripeinvalidrequesterror",
        ),
    ),
    Other(
        "Slack",
        (
            "slack.com/api",
            "slack_sdk",
            "slackapierror",
            "slack_bolt",
            "invalid_auth",
            "not_in_channel",
        ),
    ),
    Other(
        "Discord",
        ("discord.errors", "discord.com/api", "discord.gg", "discordapierror", "discord.js"),
    ),
    Other("Telegram", ("api.telegram.org", "telegram.error", "telegram.ext", "telegraf")),
    Other("Twilio", ("twilio",)),
    Other("SendGrid", ("sendgrid",)),
    Other("Notion", ("api.notion.com", "notion_client", "notionhq")),
    Other("Supabase", ("supabase",)),
    Other("Firebase", ("firebase",)),
    Other("Shopify", ("myshopify.com",)),
    Other("Reddit", ("praw", "oauth.reddit.com")),
    Other("YouTube", ("youtube_transcript", "youtube.com", "youtubei")),
    Other("X (Twitter)", ("api.twitter.com", "tweepy")),
    Other("Binance", ("binance",)),
    Other("PostgreSQL", ("psycopg", "psycopg2", "postgresql", "postgres", "asyncpg")),
    Other("MySQL", ("mysql", "pymysql")),
    Other("MongoDB", ("pymongo", "mongodb", "mongoservererror", "mongoose")),
    Other("Redis", ("redis.exceptions", "localhost:6379", ":6379", "ioredis")),
    Other("Docker", ("docker.sock", "docker daemon", "docker.io")),
    Other("PyPI", ("pypi", "pip._vendor")),
    Other("npm", ("npm err! 40", "npm error 40")),
    Other("Kubernetes", ("kubectl", "kubernetes")),
)
