# The image of a release: GoReleaser puts the command of each platform beside it. .ci/Dockerfile builds it from source.
FROM gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/signspec /signspec
WORKDIR /work
ENTRYPOINT ["/signspec"]
